# `typing`, as far as annotations go: its forms can be named and subscripted, not looked at. Generic,
# Protocol, NamedTuple and TypedDict can be derived from.

from collections import namedtuple

TYPE_CHECKING = False


class _Form:
    def __getitem__(self, parameters):
        return self

    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self

    def __call__(self, *args, **kwargs):
        _unsupported("calling a form of `typing`")

    def __repr__(self):
        _unsupported("`repr` of a form of `typing`")

    def __eq__(self, other):
        _unsupported("comparing forms of `typing`")

    def __hash__(self):
        _unsupported("`hash` of a form of `typing`")


Any = Optional = Union = Callable = ClassVar = Final = Literal = NoReturn = Never = Annotated = _Form()
List = Dict = Set = FrozenSet = Tuple = Type = Deque = DefaultDict = Counter = OrderedDict = Any
Iterable = Iterator = Generator = Sequence = MutableSequence = Mapping = MutableMapping = Any
Collection = Container = Hashable = Sized = Awaitable = Coroutine = Any
AsyncIterable = AsyncIterator = AsyncGenerator = AsyncContextManager = ContextManager = Any
Text = AnyStr = Self = LiteralString = Concatenate = TypeAlias = TypeGuard = Any


def TypeVar(name, *constraints, bound=None, covariant=False, contravariant=False):
    return Any


def ParamSpec(name):
    return Any


def cast(typ, val):
    return val


def NewType(name, tp):
    def new_type(value):
        return value

    return new_type


def overload(func):
    def never(*args, **kwds):
        raise NotImplementedError(
            "You should not call an overloaded function. "
            "A series of @overload-decorated functions "
            "outside a stub module should always be followed "
            "by an implementation that is not @overload-ed."
        )

    return never


def final(f):
    return f


def override(method):
    return method


def no_type_check(arg):
    return arg


_Alias = type(list[int])


class Generic:
    __slots__ = ()

    def __class_getitem__(cls, params):
        return _Alias(cls, params if isinstance(params, tuple) else (params,))


def _is_protocol(cls):
    return any(base.__name__ == "Protocol" and base.__module__ == "typing" for base in cls.__bases__)


class _ProtocolMeta(type):
    def __call__(cls, *args, **kwargs):
        if _is_protocol(cls):
            raise TypeError("Protocols cannot be instantiated")
        return super().__call__(*args, **kwargs)

    def __instancecheck__(cls, instance):
        if type(instance) is cls or cls in type(instance).__mro__:
            return True
        if not _is_protocol(cls):
            return False
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError(
                "Instance and class checks can only be used with @runtime_checkable protocols"
            )
        return all(hasattr(instance, name) for name in _members(cls))

    def __subclasscheck__(cls, other):
        if cls in other.__mro__:
            return True
        if not _is_protocol(cls):
            return False
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError(
                "Instance and class checks can only be used with @runtime_checkable protocols"
            )
        return all(hasattr(other, name) for name in _members(cls))


_NOT_ASKED = ("__module__", "__doc__", "__init__", "__slots__", "__orig_bases__", "_is_runtime_protocol")


def _members(cls):
    """What a protocol asks of an object."""
    names = []
    for base in cls.__mro__:
        if isinstance(base, _ProtocolMeta) and _is_protocol(base):
            names.extend(name for name, _ in _class_items(base) if name not in _NOT_ASKED)
            names.extend(_annotated_names(base))
    return names


def _annotated_names(cls):
    return [line.split(":")[0] for line in (_annotated(cls) or "").split("\n") if line]


class Protocol(Generic, metaclass=_ProtocolMeta):
    __slots__ = ()


def runtime_checkable(cls):
    if not isinstance(cls, _ProtocolMeta) or not _is_protocol(cls):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


_KEPT = ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
         "_field_types", "_make", "_replace", "_asdict", "_source")


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        lines = [line for line in ns.get("annotated names", "").split("\n") if line]
        if "?" in lines or "__classcell__" in ns:
            _unsupported("a NamedTuple with annotations inside statements, or with `super()`")
        fields = [line.split(":")[0] for line in lines]
        defaults = []
        for field in fields:
            if field in ns:
                defaults.append(ns[field])
            elif defaults:
                names = [name for name in fields if name in ns]
                plural = "s" if len(names) > 1 else ""
                raise TypeError(
                    f"Non-default namedtuple field {field} cannot follow default field{plural} "
                    + ", ".join(names[: len(defaults)])
                )
        made = namedtuple(typename, fields, defaults=defaults, module=ns["__module__"])
        for name, value in ns.items():
            if name in _KEPT:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + name)
            if name not in ("__module__", "__qualname__", "annotated names") and name not in fields:
                setattr(made, name, value)
        return made


class _NamedTupleForm:
    def __mro_entries__(self, bases):
        return (_NamedTuple,)

    def __call__(self, typename, fields=(), /):
        pairs = list(fields)
        place = _place()
        return namedtuple(
            typename, [name for name, _ in pairs], module="__main__" if place is None else place[4]
        )


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {"__module__": "typing"})
NamedTuple = _NamedTupleForm()


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        return type.__new__(cls, name, (dict,), ns)

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


class _TypedDictForm:
    def __mro_entries__(self, bases):
        return (_TypedDict,)


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (dict,), {"__module__": "typing"})
TypedDict = _TypedDictForm()
