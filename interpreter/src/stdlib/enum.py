# `enum`: Enum, IntEnum, StrEnum, Flag, IntFlag, and what makes their members.

_given_nothing = object()


class auto:
    """A value that is made when the class is; in the class's body it can be combined with others."""

    def __init__(self, value=_given_nothing):
        self.value = value

    def _combined(self, other, name):
        return _Combined(self, other, name)

    def __or__(self, other):
        return _Combined(self, other, "or")

    def __and__(self, other):
        return _Combined(self, other, "and")

    def __xor__(self, other):
        return _Combined(self, other, "xor")

    def __add__(self, other):
        return _Combined(self, other, "add")

    def __ror__(self, other):
        return _Combined(other, self, "or")

    def __rand__(self, other):
        return _Combined(other, self, "and")

    def __radd__(self, other):
        return _Combined(other, self, "add")


class _Combined(auto):
    def __init__(self, left, right, name):
        self.left = left
        self.right = right
        self.name = name

    def resolved(self):
        left, right = _resolved(self.left), _resolved(self.right)
        if self.name == "or":
            return left | right
        if self.name == "and":
            return left & right
        return left ^ right if self.name == "xor" else left + right


def _resolved(value):
    if isinstance(value, _Combined):
        return value.resolved()
    return value.value if isinstance(value, auto) else value


class member:
    def __init__(self, value):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


class mappingproxy(type(object.__dict__)):
    __module__ = "builtins"

    def __init__(self, table):
        self._members = table

    def _table(self):
        return self._members

    def __getitem__(self, key):
        return self._members[key]

    def __len__(self):
        return len(self._members)

    def __bool__(self):
        return bool(self._members)

    def copy(self):
        return self._members.copy()

    def __eq__(self, other):
        return self._members == other

    __hash__ = None

    def __repr__(self):
        return f"mappingproxy({self._members!r})"

    def __str__(self):
        return str(self._members)


STRICT, CONFORM, EJECT, KEEP = "strict", "conform", "eject", "keep"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


_SUNDER = ("_missing_", "_generate_next_value_", "_ignore_", "_order_", "_numeric_repr_", "_boundary_")


def _is_member(class_name, name, value, ignored):
    if name.startswith(f"_{class_name.lstrip('_')}__"):
        return False
    if _is_sunder(name) and name not in _SUNDER:
        raise ValueError(f"_sunder_ names, such as {name!r}, are reserved for future Enum use")
    if _is_dunder(name) or _is_sunder(name) or name in ignored or " " in name:
        return False
    if isinstance(value, nonmember):
        return False
    if isinstance(value, (member, auto)):
        return True
    if isinstance(value, type) and value.__qualname__.endswith(f"{class_name}.{value.__name__}"):
        return False
    kind = type(value)
    if isinstance(value, (property, classmethod, staticmethod)) or kind.__name__ == "function":
        return False
    if kind.__name__ == "builtin_function_or_method" or kind.__name__ == "method_descriptor":
        _unsupported("a builtin function as a value in an enum")
    return not (hasattr(kind, "__get__") or hasattr(kind, "__set__") or hasattr(kind, "__delete__"))


def _next_value(name, start, count, last_values):
    if not last_values:
        return start
    try:
        last = sorted(last_values).pop()
    except TypeError:
        raise TypeError("unable to sort non-numeric values") from None
    try:
        return last + 1
    except TypeError:
        raise TypeError(f"unable to increment {last!r}") from None


def _next_flag(name, start, count, last_values):
    if not last_values:
        return start if start is not None else 1
    last = max(last_values)
    if not isinstance(last, int):
        raise TypeError(f"invalid flag value {last!r}") from None
    return 2 ** last.bit_length()


def _next_text(name, start, count, last_values):
    return name.lower()


class EnumDict(dict):
    """The names of an enum's body: none of its members is defined twice."""

    def __init__(self, name, is_enum):
        super().__init__()
        self._cls_name = name
        self._is_enum = is_enum
        self._members = []

    def __setitem__(self, key, value):
        if self._is_enum:
            ignored = self.get("_ignore_", ())
            if key in self._members:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if _is_member(self._cls_name, key, value, ignored):
                if key in self:
                    raise TypeError(f"{key!r} already defined as {self[key]!r}")
                self._members.append(key)
        super().__setitem__(key, value)


class EnumType(type):
    @classmethod
    def __prepare__(metacls, name, bases, **kwds):
        return EnumDict(name, any(isinstance(base, EnumType) for base in bases))

    def __new__(metacls, name, bases, classdict, *, boundary=None, **kwds):
        if not any(isinstance(base, EnumType) for base in bases):
            return type.__new__(metacls, name, bases, classdict, **kwds)
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError(f"{_shown(name, bases)} cannot extend {base!r}")
        return _with_members(metacls, name, bases, dict(classdict), boundary, kwds)

    def __init__(cls, *args, **kwds):
        pass

    def __bool__(cls):
        return True

    def __call__(cls, value=_given_nothing, names=_given_nothing, *more, module=None, qualname=None, type=None, start=1, boundary=None):
        if cls._member_map_:
            if names is not _given_nothing:
                value = (value, names) + more
            return _found(cls, value)
        if names is _given_nothing and type is None:
            if value is _given_nothing:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            raise TypeError(f"{cls!r} has no members; specify `names=()` if you meant to create a new, empty, enum")
        return _functional(cls, value, () if names is _given_nothing else names, module, qualname, type, start)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            _found(cls, value)
        except ValueError:
            return any(value == known._value_ for known in cls._member_map_.values())
        return True

    def __delattr__(cls, name):
        if name in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        type.__delattr__(cls, name)

    def __setattr__(cls, name, value):
        if name in cls._member_map_:
            raise AttributeError(f"cannot reassign member {name!r}")
        type.__setattr__(cls, name, value)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __len__(cls):
        return len(cls._member_names_)

    @property
    def __members__(cls):
        return mappingproxy(cls._member_map_)

    def __repr__(cls):
        return f"<flag {cls.__name__!r}>" if _is_flag(cls.__mro__) else f"<enum {cls.__name__!r}>"

    def __dir__(cls):
        _unsupported("`dir` of an enum")


EnumMeta = EnumType


def _is_flag(bases):
    return any(base.__name__ == "Flag" and base.__module__ == "enum" for base in bases)


def _shown(name, bases):
    flag = any(_is_flag(base.__mro__) for base in bases)
    return f"<flag {name!r}>" if flag else f"<enum {name!r}>"


def _mixins(name, bases):
    """The class of the members' values, and the enum that the class derives from."""
    first = bases[-1]
    if not isinstance(first, EnumType):
        raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
    kinds = []
    for chain in bases:
        for base in chain.__mro__:
            if base is object or base in kinds:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object and base._member_type_ not in kinds:
                    kinds.append(base._member_type_)
                    break
            elif base in (int, float, str, bytes, tuple, frozenset) or "__new__" in dict(_class_items(base)):
                if chain not in kinds:
                    kinds.append(chain if not isinstance(chain, EnumType) else base)
                break
    if len(kinds) > 1:
        raise TypeError(f"too many data types for {name!r}: {set(kinds)!r}")
    return (kinds[0] if kinds else object), first


def _with_members(metacls, name, bases, classdict, boundary, kwds):
    member_type, first = _mixins(name, bases)
    ignored = classdict.get("_ignore_", ())
    if isinstance(ignored, str):
        ignored = ignored.replace(",", " ").split()
    generate = classdict.get("_generate_next_value_")
    if isinstance(generate, staticmethod):
        generate = generate.__func__
    values, namespace = {}, {}
    for key, value in classdict.items():
        if key in ignored or key == "_order_":
            continue
        if _is_member(name, key, value, ignored):
            values[key] = value.value if isinstance(value, member) else value
        else:
            namespace[key] = value.value if isinstance(value, nonmember) else value
    if generate is not None:
        namespace["_generate_next_value_"] = staticmethod(generate)
    namespace["_member_names_"] = []
    namespace["_member_map_"] = {}
    namespace["_value2member_map_"] = {}
    namespace["_unhashable_"] = []
    namespace["_member_type_"] = member_type
    boundary = boundary or classdict.get("_boundary_") or getattr(first, "_boundary_", None)
    namespace["_boundary_"] = boundary
    maker = namespace.pop("__new__", None)
    if maker is None:
        maker = getattr(first, "_own_new", None)
    if maker is not None:
        if isinstance(maker, staticmethod):
            maker = maker.__func__
        namespace["_own_new"] = staticmethod(maker)
    cls = type.__new__(metacls, name, bases, namespace, **kwds)
    _choose_texts(cls, namespace, member_type, first, bases)
    is_flag = _is_flag(cls.__mro__)
    if is_flag:
        for key in _OPERATORS if name != "Flag" else ():
            if key not in namespace:
                type.__setattr__(cls, key, getattr(Flag, key))
        type.__setattr__(cls, "_flag_mask_", 0)
        type.__setattr__(cls, "_singles_mask_", 0)
    so_far = []
    for key, value in values.items():
        _add_member(cls, key, value, member_type, maker, so_far, is_flag)
    _check_order(cls, classdict.get("_order_"))
    return cls


def _check_order(cls, order):
    if order is None:
        return
    if isinstance(order, str):
        order = order.replace(",", " ").split()
    names = cls._member_names_
    order = [name for name in order if name not in cls._member_map_ or name in names]
    if order and order != names:
        raise TypeError(f"member order does not match _order_:\n  {names!r}\n  {order!r}")


_OPERATORS = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


def _choose_texts(cls, namespace, member_type, first, bases):
    """Members look as enums do, not as values of the class that is mixed in."""
    is_repr = any(base.__name__ == "ReprEnum" and base.__module__ == "enum" for base in bases)
    for name in ("__repr__", "__str__", "__format__"):
        if name in namespace:
            continue
        if is_repr and name != "__repr__":
            method = getattr(member_type, name)
            if name == "__str__" and method is object.__str__:
                method = member_type.__repr__
            type.__setattr__(cls, name, method)
        elif member_type is not object:
            found = getattr(cls, name)
            if found is getattr(member_type, name) or found is getattr(object, name):
                type.__setattr__(cls, name, getattr(first, name))


def _settled(cls, key, value, so_far):
    if isinstance(value, _Combined):
        return value.resolved()
    if isinstance(value, auto):
        if value.value is _given_nothing:
            value.value = cls._generate_next_value_(key, 1, len(cls._member_names_), so_far[:])
        return value.value
    if isinstance(value, tuple) and any(isinstance(item, auto) for item in value):
        return tuple([_settled(cls, key, item, so_far) for item in value])
    return value


def _add_member(cls, key, value, member_type, maker, so_far, is_flag):
    if key == "mro":
        raise ValueError("invalid enum member name(s) 'mro'")
    value = _settled(cls, key, value, so_far)
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    if maker is not None:
        made = maker(cls, *args)
    elif member_type is object:
        made = object.__new__(cls)
    else:
        made = member_type.__new__(cls, *args)
    if not hasattr(made, "_value_"):
        if member_type is object:
            made._value_ = value
        else:
            try:
                made._value_ = member_type(*args)
            except Exception as error:
                raise TypeError(
                    "_value_ not set in __new__, unable to create it"
                ) from error
    value = made._value_
    so_far.append(value)
    made._name_ = key
    made.__objclass__ = cls
    # An alias is initialised, too: that is where a class may refuse it.
    made.__init__(*args)
    known = _by_value(cls, value)
    if known is None:
        made._sort_order_ = len(cls._member_names_)
        known = made
        single = not is_flag or (isinstance(value, int) and value > 0 and value & (value - 1) == 0)
        if single:
            cls._member_names_.append(key)
        if is_flag and isinstance(value, int):
            if value < 0:
                _unsupported("a negative value in a Flag")
            type.__setattr__(cls, "_flag_mask_", cls._flag_mask_ | value)
            if single:
                type.__setattr__(cls, "_singles_mask_", cls._singles_mask_ | value)
        try:
            cls._value2member_map_[value] = known
        except TypeError:
            cls._unhashable_.append(known)
    type.__setattr__(cls, key, known)
    cls._member_map_[key] = known


def _by_value(cls, value):
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for known in cls._unhashable_:
            if known._value_ == value:
                return known
    return None


def _found(cls, value):
    """The member of this value."""
    if type(value) is cls:
        return value
    known = _by_value(cls, value)
    if known is not None:
        return known
    result = failure = None
    try:
        result = cls._missing_(value)
    except Exception as error:
        failure = error
    if isinstance(result, cls):
        return result
    if _is_flag(cls.__mro__) and cls._boundary_ == EJECT and isinstance(result, int):
        return result
    wrong = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
    if result is None and failure is None:
        raise wrong
    if failure is None:
        failure = TypeError(
            f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member"
        )
    if not isinstance(failure, ValueError):
        failure.__context__ = wrong
    raise failure


def _functional(cls, name, names, module, qualname, kind, start):
    """`Enum('Color', 'RED GREEN')`"""
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
        last, pairs = [], []
        for count, key in enumerate(names):
            value = cls._generate_next_value_(key, start, count, last[:])
            last.append(value)
            pairs.append((key, value))
        names = pairs
    classdict = {}
    for item in names:
        key, value = (item, names[item]) if isinstance(item, str) else item
        classdict[key] = value
    if module is None:
        place = _place()
        module = place[4] if place is not None else "__main__"
    classdict["__module__"] = module
    if qualname is not None:
        classdict["__qualname__"] = qualname
    bases = (cls,) if kind is None else (kind, cls)
    return type(cls)(name, bases, classdict)


class Enum(metaclass=EnumType):
    _member_names_ = []
    _member_map_ = {}
    _value2member_map_ = {}
    _unhashable_ = []
    _member_type_ = object
    _boundary_ = None
    _generate_next_value_ = staticmethod(_next_value)

    @classmethod
    def _missing_(cls, value):
        return None

    def __init__(self, *args, **kwds):
        pass

    @property
    def name(self):
        return self._name_

    @name.setter
    def name(self, value):
        raise AttributeError("<enum 'Enum'> cannot set attribute 'name'")

    @property
    def value(self):
        return self._value_

    @value.setter
    def value(self, value):
        raise AttributeError("<enum 'Enum'> cannot set attribute 'value'")

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, form):
        return str.__format__(str(self), form)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __dir__(self):
        _unsupported("`dir` of a member of an enum")


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    pass


def _text_of(cls, *values):
    """What `StrEnum` makes a member of."""
    if len(values) > 3:
        raise TypeError(f"too many arguments for str(): {values!r}")
    if len(values) == 1 and not isinstance(values[0], str):
        raise TypeError(f"{values[0]!r} is not a string")
    value = str(*values)
    made = str.__new__(cls, value)
    made._value_ = value
    return made


class StrEnum(str, ReprEnum):
    _own_new = staticmethod(_text_of)
    _generate_next_value_ = staticmethod(_next_text)


class Flag(Enum):
    _boundary_ = STRICT
    _generate_next_value_ = staticmethod(_next_flag)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._flag_mask_
        every = (1 << mask.bit_length()) - 1
        if value < 0 and cls._boundary_ != KEEP:
            if not ~every <= value <= every:
                _invalid_flag(cls, value, every)
            value &= every
        elif value < 0:
            value = max(every + 1, 2 ** value.bit_length()) + value
        if value & ~mask:
            if cls._boundary_ == STRICT:
                _invalid_flag(cls, value, every)
            elif cls._boundary_ == CONFORM:
                value &= mask
            elif cls._boundary_ == EJECT:
                return value
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        made._value_ = value
        names = [name for name, _ in _parts(cls, value)]
        left = value & ~mask
        if names and left:
            names.append(str(left))
        made._name_ = "|".join(names) if names else None
        return cls._value2member_map_.setdefault(value, made)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {self.__class__.__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([member for _, member in _parts(self.__class__, self._value_)])

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        name = self.__class__.__name__
        if self._name_ is None:
            return f"<{name}: {self._value_!r}>"
        return f"<{name}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        name = self.__class__.__name__
        return f"{name}({self._value_!r})" if self._name_ is None else f"{name}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _value_in(self, other):
        """The bits of another operand; None if it has none."""
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return int(other)
        return None

    def __or__(self, other):
        other = self._value_in(other)
        return NotImplemented if other is None else self.__class__(self._value_ | other)

    def __and__(self, other):
        other = self._value_in(other)
        return NotImplemented if other is None else self.__class__(self._value_ & other)

    def __xor__(self, other):
        other = self._value_in(other)
        return NotImplemented if other is None else self.__class__(self._value_ ^ other)

    def __invert__(self):
        cls = self.__class__
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _parts(cls, value):
    """Names and members of the single bits of a value, in the order of their definition."""
    found = []
    for name in cls._member_names_:
        member = cls._member_map_[name]
        if member._value_ & value:
            found.append((name, member))
    return found


def _invalid_flag(cls, value, every):
    width = max(value.bit_length(), every.bit_length())
    raise ValueError(
        f"{cls!r} invalid value {value!r}\n    given {_bits(value, width)}\n  allowed {_bits(every, width)}"
    )


def _bits(number, width):
    """`0b0 0101`: the sign and at least so many bits."""
    sign = "0b1 " if number < 0 else "0b0 "
    digits = bin(~number ^ ((1 << width) - 1) if number < 0 else number)[2:]
    return sign + ("1" if number < 0 else "0") * (width - len(digits)) + digits


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    pass


def unique(enumeration):
    doubles = []
    for name, member in enumeration.__members__.items():
        if name != member.name:
            doubles.append(f"{name} -> {member.name}")
    if doubles:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(doubles)}")
    return enumeration
