# `dataclasses`. What a class annotates is known by its text, as it is written.


from _thread import get_ident


class FrozenInstanceError(AttributeError):
    pass


class _Sign:
    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


MISSING = _Sign("<dataclasses._MISSING_TYPE object>")
KW_ONLY = _Sign("<dataclasses._KW_ONLY_TYPE object>")


class InitVar:
    def __class_getitem__(cls, item):
        return cls


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self._metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        if metadata is not None:
            self.metadata

    @property
    def metadata(self):
        from types import MappingProxyType

        return MappingProxyType(self._metadata)

    def __set_name__(self, owner, name):
        """Goes on to the default, which will take the field's place in the class."""
        told = getattr(type(self.default), "__set_name__", None)
        if told:
            told(self.default, owner, name)

    @property
    def type(self):
        return self._owner.__annotations__[self.name]

    def __repr__(self):
        _unsupported("`repr` of a field of a dataclass")


def field(
    *,
    default=MISSING,
    default_factory=MISSING,
    init=True,
    repr=True,
    hash=None,
    compare=True,
    metadata=None,
    kw_only=MISSING,
):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _last_name(annotation):
    return annotation.split("[")[0].split(".")[-1].strip()


def _own_fields(cls, kw_only, lines):
    """The fields that the class itself annotates, in order."""
    found = []
    annotated = []
    said_kw_only = False
    own = _own_members(cls)
    for line in lines.split("\n") if lines else []:
        if line == "?":
            _unsupported("a dataclass with annotations inside other statements")
        name, _, annotation = line.partition(":")
        kind = _last_name(annotation.strip().strip("\"'"))
        if kind == "KW_ONLY":
            if said_kw_only:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            kw_only = said_kw_only = True
            continue
        is_own = name in own
        # What a descriptor says of the class, and what a base has, is a default, too.
        value = getattr(cls, name, MISSING)
        if type(value).__name__ == "member_descriptor":
            value = MISSING
        one = value if isinstance(value, Field) else field(default=value)
        if isinstance(value, Field) and is_own:
            if one.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, one.default)
        one.name = name
        one._owner = cls
        one._is_initvar = kind == "InitVar"
        annotated.append(name)
        if kind in ("ClassVar", "InitVar") and one.default_factory is not MISSING:
            raise TypeError(f"field {name} cannot have a default factory")
        if kind == "ClassVar":
            if one.kw_only is not MISSING:
                raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
            continue
        if one.kw_only is MISSING:
            one.kw_only = kw_only
        if isinstance(one.default, (list, dict, set)):
            raise ValueError(
                f"mutable default {type(one.default)} for field {name} is not allowed:"
                " use default_factory"
            )
        if one.default is not MISSING and getattr(type(one.default), "__hash__", 1) is None:
            raise ValueError(
                f"mutable default {type(one.default)} for field {name} is not allowed:"
                " use default_factory"
            )
        found.append(one)
    for name, member in own.items():
        if isinstance(member, Field) and name not in annotated:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


def _own_members(cls):
    return dict(_class_items(cls))


def _parameters(fields):
    plain = [one for one in fields if one.init and not one.kw_only]
    seen = None
    for one in plain:
        if one.default is not MISSING or one.default_factory is not MISSING:
            seen = one
        elif seen is not None:
            raise TypeError(f"non-default argument {one.name!r} follows default argument {seen.name!r}")
    return plain, [one for one in fields if one.init and one.kw_only]


def _needs_value(one):
    return one.default is MISSING and one.default_factory is MISSING


def _names(missing):
    missing = [repr(name) for name in missing]
    if len(missing) > 2:
        return ", ".join(missing[:-1]) + ", and " + missing[-1]
    return " and ".join(missing)


def _plural(count):
    return "argument" if count == 1 else "arguments"


def _check(name, plain, named, args, kwargs):
    """Raises what CPython raises for arguments that do not fit."""
    given = len(args)
    known = [one.name for one in plain + named]
    for key in kwargs:
        if key not in known:
            raise TypeError(f"{name}.__init__() got an unexpected keyword argument '{key}'")
        if key in known[: min(given, len(plain))]:
            raise TypeError(f"{name}.__init__() got multiple values for argument '{key}'")
    if given > len(plain):
        needed = len([one for one in plain if _needs_value(one)])
        most = len(plain) + 1
        some = f"from {needed + 1} to {most}" if needed + 1 < most else str(most)
        word = "argument" if some == "1" else "arguments"
        if any(one.name in kwargs for one in named):
            _unsupported("too many arguments and keyword arguments of a dataclass")
        raise TypeError(
            f"{name}.__init__() takes {some} positional {word} but {given + 1} were given"
        )
    missing = [one.name for one in plain[given:] if _needs_value(one) and one.name not in kwargs]
    kind = "positional"
    if not missing:
        missing = [one.name for one in named if _needs_value(one) and one.name not in kwargs]
        kind = "keyword-only"
    if missing:
        raise TypeError(
            f"{name}.__init__() missing {len(missing)} required {kind}"
            f" {_plural(len(missing))}: {_names(missing)}"
        )


def _make_init(cls, fields, frozen, has_slots):
    plain, named = _parameters(fields)
    name = cls.__qualname__
    count = len(plain)
    follows = hasattr(cls, "__post_init__")

    def __init__(self, /, *args, **kwargs):
        if len(args) != count or kwargs or named:
            _check(name, plain, named, args, kwargs)
        place = 0
        extra = []
        for one in fields:
            key = one.name
            if one.init and not one.kw_only and place < len(args):
                value = args[place]
                place += 1
            elif one.init and key in kwargs:
                value = kwargs[key]
            elif one.default_factory is not MISSING:
                value = one.default_factory()
            elif one.default is not MISSING and (one.init or has_slots):
                value = one.default
            else:
                continue
            if one._is_initvar:
                extra.append(value)
            elif frozen:
                object.__setattr__(self, key, value)
            else:
                setattr(self, key, value)
        if follows:
            self.__post_init__(*extra)

    # For `inspect`.
    __init__._parameters = plain, named
    return __init__


def _make_repr(fields):
    names = [one.name for one in fields if one.repr]
    running = set()

    def __repr__(self):
        key = id(self), get_ident()
        if key in running:
            return "..."
        running.add(key)
        try:
            pairs = [f"{name}={getattr(self, name)!r}" for name in names]
        finally:
            running.discard(key)
        return f"{self.__class__.__qualname__}({', '.join(pairs)})"

    # For `pprint`.
    __repr__._of_fields = True
    return __repr__


def _make_key(fields):
    names = [one.name for one in fields if one.compare]
    return lambda self: tuple([getattr(self, name) for name in names])


def _make_hash(fields):
    names = [one.name for one in fields if (one.compare if one.hash is None else one.hash)]
    return lambda self: hash(tuple([getattr(self, name) for name in names]))


def _comparison(key, holds):
    def compare(self, other):
        if other.__class__ is self.__class__:
            return holds(key(self), key(other))
        return NotImplemented

    return compare


def _freeze(cls, fields):
    names = [one.name for one in fields]

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _put(cls, name, function):
    function.__name__ = name
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    setattr(cls, name, function)


class _DataclassParams:
    """What `dataclass` was told."""

    __slots__ = (
        "init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots",
        "weakref_slot",
    )

    def __init__(
        self, init, repr, eq, order, unsafe_hash, frozen, kw_only, match_args, slots, weakref_slot
    ):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        said = ",".join([f"{name}={getattr(self, name)!r}" for name in self.__slots__])
        return f"_DataclassParams({said})"


def _process(
    cls, lines, init, repr, eq, order, unsafe_hash, frozen, kw_only, match_args, slots, weakref_slot
):
    fields = {}
    bases_frozen = []
    for base in reversed(cls.__mro__[1:]):
        if "__dataclass_params__" in _own_members(base):
            bases_frozen.append(base.__dataclass_params__.frozen)
            fields.update(base.__dataclass_fields__)
    if bases_frozen:
        if frozen and not all(bases_frozen):
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
        if not frozen and any(bases_frozen):
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    own = _own_members(cls)
    if lines is None and isinstance(own.get("__annotations__"), dict):
        # A class that `type` has made.
        lines = "\n".join([_line(*item) for item in own["__annotations__"].items()])
    if own.get("__doc__", ...) is None:
        # What `dataclass` writes there is refused to whoever asks.
        del cls.__doc__
    for one in _own_fields(cls, kw_only, lines):
        fields[one.name] = one
    cls.__dataclass_params__ = _DataclassParams(
        init, repr, eq, order, unsafe_hash, frozen, kw_only, match_args, slots, weakref_slot
    )
    cls.__dataclass_fields__ = fields
    parameters = list(fields.values())
    fields = [one for one in parameters if not one._is_initvar]
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    if init and "__init__" not in own:
        _put(cls, "__init__", _make_init(cls, parameters, frozen, slots))
    if repr and "__repr__" not in own:
        _put(cls, "__repr__", _make_repr(fields))
    key = _make_key(fields)
    own_hash = "__hash__" in own and not (own["__hash__"] is None and "__eq__" in own)
    if eq and "__eq__" not in own:
        _put(cls, "__eq__", _comparison(key, lambda a, b: a == b))
    if order:
        for name, holds in _ORDER:
            if name in own:
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}."
                    " Consider using functools.total_ordering"
                )
            _put(cls, name, _comparison(key, holds))
    if frozen:
        for function in _freeze(cls, fields):
            if function.__name__ in own:
                raise TypeError(f"Cannot overwrite attribute {function.__name__} in class {cls.__name__}")
            _put(cls, function.__name__, function)
    if unsafe_hash:
        if own_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        _put(cls, "__hash__", _make_hash(fields))
    elif eq and not own_hash:
        if frozen:
            _put(cls, "__hash__", _make_hash(fields))
        else:
            cls.__hash__ = None
    if match_args and "__match_args__" not in own:
        names = [one.name for one in parameters if one.init and not one.kw_only]
        cls.__match_args__ = tuple(names)
    return _with_slots(cls, frozen, weakref_slot) if slots else cls


def _slots_of(cls):
    slots = _own_members(cls).get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _with_slots(cls, frozen, weakref_slot):
    """The class anew, with slots for its fields."""
    own = _own_members(cls)
    if "__slots__" in own:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = [name for base in cls.__mro__[1:-1] for name in _slots_of(base)]
    names = [one.name for one in fields(cls)]
    slots = [name for name in names + ["__weakref__"] * weakref_slot if name not in inherited]
    members = {
        key: value
        for key, value in own.items()
        if key not in names and key not in ("__dict__", "__weakref__")
    }
    members["__slots__"] = tuple(slots)
    if frozen and "__getstate__" not in own:
        members["__getstate__"] = lambda self: [getattr(self, name) for name in names]
    if frozen and "__setstate__" not in own:
        members["__setstate__"] = lambda self, state: _set_all(self, names, state)
    members["__qualname__"] = cls.__qualname__
    return type(cls)(cls.__name__, cls.__bases__, members)


def _set_all(instance, names, values):
    for name, value in zip(names, values):
        object.__setattr__(instance, name, value)


_ORDER = (
    ("__lt__", lambda a, b: a < b),
    ("__le__", lambda a, b: a <= b),
    ("__gt__", lambda a, b: a > b),
    ("__ge__", lambda a, b: a >= b),
)


def dataclass(
    cls=None,
    /,
    *,
    init=True,
    repr=True,
    eq=True,
    order=False,
    unsafe_hash=False,
    frozen=False,
    match_args=True,
    kw_only=False,
    slots=False,
    weakref_slot=False,
):
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")

    def wrap(cls):
        return _process(
            cls, _annotated(cls), init, repr, eq, order, unsafe_hash, frozen, kw_only, match_args, slots,
            weakref_slot,
        )

    return wrap if cls is None else wrap(cls)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def fields(class_or_instance):
    if not is_dataclass(class_or_instance):
        raise TypeError("must be called with a dataclass type or instance")
    all_fields = class_or_instance.__dataclass_fields__.values()
    return tuple([one for one in all_fields if not one._is_initvar])


def _is_instance(obj):
    return not isinstance(obj, type) and is_dataclass(obj)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _inside(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _inside(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def _inside(obj, make):
    if _is_instance(obj):
        inner = []
        for one in fields(obj):
            inner.append((one.name, _inside(getattr(obj, one.name), make)))
        return make(inner)
    kind = type(obj)
    if obj is None or kind in (int, float, str, bool, bytes):
        return obj
    if isinstance(obj, (list, tuple)):
        items = [_inside(item, make) for item in obj]
        return kind(*items) if hasattr(obj, "_fields") else kind(items)
    if isinstance(obj, dict):
        pairs = [
            (_inside(key, make), _inside(value, make)) for key, value in obj.items()
        ]
        if not hasattr(kind, "default_factory"):
            return kind(pairs)
        result = kind(obj.default_factory)
        for key, value in pairs:
            result[key] = value
        return result
    from copy import deepcopy

    return deepcopy(obj)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for one in obj.__dataclass_fields__.values():
        if not one.init:
            if one.name in changes:
                raise TypeError(
                    f"field {one.name} is declared with init=False, it cannot be specified with replace()"
                )
        elif one.name not in changes:
            if one._is_initvar and one.default is MISSING:
                raise TypeError(f"InitVar {one.name!r} must be specified with replace()")
            changes[one.name] = getattr(obj, one.name)
    return obj.__class__(**changes)


def _line(name, annotation):
    """A field as in the text of a class: all that matters of its type is whether it is one of ours."""
    text = getattr(annotation, "__name__", None) or str(annotation)
    if annotation is KW_ONLY:
        text = "KW_ONLY"
    elif "ClassVar" in str(annotation):
        text = "ClassVar"
    return f"{name}: {text}"


def make_dataclass(
    cls_name,
    fields,
    *,
    bases=(),
    namespace=None,
    init=True,
    repr=True,
    eq=True,
    order=False,
    unsafe_hash=False,
    frozen=False,
    match_args=True,
    kw_only=False,
    slots=False,
    weakref_slot=False,
    module=None,
):
    from keyword import iskeyword

    members = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, members[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    place = _place()
    if module is None:
        module = "__main__" if place is None else place[4]
    members.setdefault("__module__", module)
    cls = type(cls_name, tuple(bases), members)
    _keep_annotations(cls, annotations)
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    lines = "\n".join([_line(name, annotation) for name, annotation in annotations.items()])
    return _process(
        cls, lines, init, repr, eq, order, unsafe_hash, frozen, kw_only, match_args, slots, weakref_slot
    )
