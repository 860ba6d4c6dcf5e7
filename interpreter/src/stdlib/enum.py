# `enum`: Enum alone. Its classes are instances of EnumType, which the VM asks about iteration and the
# like.


class auto:
    def __init__(self):
        self.value = None


class _EnumType:
    def __iter__(self):
        return iter([self._members[name] for name in self._names])

    def __reversed__(self):
        return iter([self._members[name] for name in reversed(self._names)])

    def __len__(self):
        return len(self._names)

    def __bool__(self):
        return True

    def __contains__(self, value):
        if isinstance(value, self):
            return True
        return any(value == member._value_ for member in self._members.values())

    def __repr__(self):
        return f"<enum '{self.__name__}'>"

    def __str__(self):
        return f"<enum '{self.__name__}'>"

    def __hash__(self):
        return object.__hash__(self)


_members_of_type = dict(_class_items(_EnumType))
_members_of_type["__module__"] = "enum"
EnumType = EnumMeta = _new_class("EnumType", (type,), _members_of_type)


class mappingproxy:
    __module__ = "builtins"

    def __init__(self, table):
        self._table = table

    def __getitem__(self, key):
        return self._table[key]

    def __iter__(self):
        return iter(self._table)

    def __len__(self):
        return len(self._table)

    def __contains__(self, key):
        return key in self._table

    def keys(self):
        return self._table.keys()

    def values(self):
        return self._table.values()

    def items(self):
        return self._table.items()

    def get(self, key, default=None):
        return self._table.get(key, default)

    def copy(self):
        return self._table.copy()

    def __eq__(self, other):
        return self._table == other

    __hash__ = None

    def __repr__(self):
        return f"mappingproxy({self._table!r})"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_dunder(name):
    return name.startswith("__") and name.endswith("__")


def _is_member(name, value):
    if _is_dunder(name):
        return False
    if _is_sunder(name):
        if name != "_missing_":
            _unsupported(f"`{name}` in an enum")
        return False
    if isinstance(value, type):
        _unsupported("a class inside an enum")
    kind = type(value)
    if isinstance(value, (property, classmethod, staticmethod)) or kind.__name__ == "function":
        return False
    if kind.__module__ == "builtins":
        if callable(value):
            _unsupported("a builtin function as a value in an enum")
        return True
    return not hasattr(kind, "__get__")


class Enum:
    def __init_subclass__(cls):
        members = {}
        for base in cls.__mro__[1:]:
            if getattr(base, "_members", None):
                raise TypeError(f"{cls!r} cannot extend {base!r}")
        init = None
        names = []
        values = []
        for name, value in _class_items(cls):
            if name == "__new__":
                _unsupported("`__new__` in an enum")
            if name == "__init__":
                init = value
        if init is not None:
            del cls.__init__
        else:
            init = getattr(cls, "_member_init", None)
        cls._member_init = init
        cls._names = names
        cls._members = members
        cls.__members__ = mappingproxy(members)
        for name, value in _class_items(cls):
            if name in _OWN or not _is_member(name, value):
                continue
            value = _settle(value, values)
            values.append(value)
            same = [member for member in members.values() if member._value_ == value]
            if same:
                member = same[0]
            else:
                member = object.__new__(cls)
                member._name_ = name
                member._value_ = value
                member._sort_order_ = len(names)
                if init is not None:
                    init(member, *(value if isinstance(value, tuple) else (value,)))
                names.append(name)
            members[name] = member
            setattr(cls, name, member)

    def __new__(cls, value, *more, **kwargs):
        if cls is Enum or more or kwargs or not cls._members:
            _unsupported("an enum made by a call")
        if type(value) is cls:
            return value
        for member in cls._members.values():
            if member._value_ == value:
                return member
        missing = cls._missing_(value)
        if isinstance(missing, cls):
            return missing
        if missing is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        raise TypeError(
            f"error in {cls.__name__}._missing_: returned {missing!r} instead of None or a valid member"
        )

    def _missing_(cls, value):
        return None

    _missing_ = classmethod(_missing_)

    def __class_getitem__(cls, name):
        return cls._members[name]

    @property
    def name(self):
        return self._name_

    @name.setter
    def name(self, value):
        raise AttributeError(f"{type(self)!r} cannot set attribute 'name'")

    @property
    def value(self):
        return self._value_

    @value.setter
    def value(self, value):
        raise AttributeError(f"{type(self)!r} cannot set attribute 'value'")

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

    def __reduce_ex__(self, protocol):
        return self.__class__, (self._value_,)


_OWN = ("_member_init", "_names", "_members")
Enum._members = {}
Enum._names = []
_set_class_of_class(Enum, EnumType)


def _settle(value, before):
    """The value of a member, where `auto()` and tuples with it are told apart."""
    if isinstance(value, tuple) and any(isinstance(item, auto) for item in value):
        _unsupported("`auto()` inside the value of a member")
    if not isinstance(value, auto):
        return value
    if not all(isinstance(one, int) for one in before):
        _unsupported("`auto()` after a value that is no integer")
    return max(before) + 1 if before else 1


def unique(enumeration):
    doubles = []
    for name, member in enumeration.__members__.items():
        if name != member._name_:
            doubles.append(f"{name} -> {member._name_}")
    if doubles:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(doubles)}")
    return enumeration


def _refused(name):
    def __init_subclass__(cls):
        _unsupported(f"`enum.{name}`")

    return _new_class(name, (Enum,), {"__init_subclass__": __init_subclass__, "__module__": "enum"})


IntEnum = _refused("IntEnum")
StrEnum = _refused("StrEnum")
Flag = _refused("Flag")
IntFlag = _refused("IntFlag")
