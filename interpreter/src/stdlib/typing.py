# `typing`: its forms, generic classes, type parameters. Annotations are not kept, so what reads them is
# not here.

from collections import namedtuple

TYPE_CHECKING = False


def _type_repr(value):
    if isinstance(value, type):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if isinstance(value, _FunctionType):
        return value.__name__
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_type_repr(item) for item in value) + "]"
    return repr(value)


_FunctionType = type(_type_repr)
_Alias = type(list[int])


class ForwardRef:
    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


def _type_check(arg, message):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    if isinstance(arg, _SpecialForm) and arg._name in ("Generic", "Protocol", "Final", "ClassVar"):
        if arg._name in ("Generic", "Protocol"):
            raise TypeError(f"{arg} is not valid as type argument")
    if arg is Generic or arg is Protocol:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _parameters_of(args):
    found = []
    for arg in args:
        if isinstance(arg, _Variable):
            inner = (arg,)
        elif isinstance(arg, (list, tuple)):
            inner = _parameters_of(arg)
        elif isinstance(arg, type):
            inner = ()
        else:
            inner = getattr(arg, "__parameters__", ())
        for variable in inner:
            if variable not in found:
                found.append(variable)
    return tuple(found)


def _substituted(arg, table):
    if isinstance(arg, _Variable):
        return table.get(arg, arg)
    if isinstance(arg, (list, tuple)):
        return type(arg)(_substituted(item, table) for item in arg)
    if isinstance(arg, _GenericAlias) and arg.__parameters__:
        return arg.copy_with(tuple(_substituted(item, table) for item in arg.__args__))
    if isinstance(arg, _Alias) and arg.__parameters__:
        return _Alias(arg.__origin__, tuple(_substituted(item, table) for item in arg.__args__))
    if getattr(arg, "__parameters__", ()) and not isinstance(arg, type):
        _unsupported("putting types in the place of the parameters of this")
    return arg


def _check_count(thing, params, args):
    """Whether there are as many arguments as parameters; a TypeVarTuple takes any number."""
    if any(isinstance(param, TypeVarTuple) for param in params):
        least = len(params) - 1
        if len(args) < least:
            raise TypeError(
                f"Too few arguments for {thing}; actual {len(args)}, expected at least {least}"
            )
        return
    least = len([param for param in params if not param.has_default()])
    if least <= len(args) <= len(params):
        return
    if len(args) > len(params):
        raise TypeError(
            f"Too many arguments for {thing}; actual {len(args)}, expected {len(params)}"
        )
    at_least = "at least " if isinstance(thing, type) else ""
    raise TypeError(
        f"Too few arguments for {thing}; actual {len(args)}, expected {at_least}{least}"
    )


class _Typing:
    """What stands for types: it can be a part of a union."""

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _SpecialForm(_Typing):
    def __init__(self, name, make=None):
        self._name = name
        self._make = make

    def __repr__(self):
        return "typing." + self._name

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, instance):
        raise TypeError(f"{self!r} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self!r} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._make is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._make(self, parameters)

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return self._name
        if name == "__parameters__":
            raise AttributeError(name)
        if name[:2] == "__" and name != "__origin__" and name != "__args__":
            _unsupported(f"`{name}` of a form of `typing`")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")


class _AnyMeta(type):
    def __instancecheck__(self, instance):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return type.__instancecheck__(self, instance)

    def __repr__(self):
        return "typing.Any" if self is Any else type.__repr__(self)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _one(form, parameter):
    arg = _type_check(parameter, f"{form} accepts only single type.")
    return _GenericAlias(form, (arg,))


def _union_of(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    args = []
    for parameter in parameters:
        arg = _type_check(parameter, "Union[arg, ...]: each arg must be a type.")
        is_union = isinstance(arg, _UnionAlias) or type(arg).__name__ == "UnionType"
        for part in arg.__args__ if is_union else (arg,):
            if part not in args:
                args.append(part)
    if len(args) == 1:
        return args[0]
    return _UnionAlias(form, tuple(args))


def _optional_of(form, parameter):
    return Union[_type_check(parameter, f"{form} requires a single type."), type(None)]


def _literal_of(form, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    args = []
    for parameter in parameters:
        inner = parameter.__args__ if isinstance(parameter, _LiteralAlias) else (parameter,)
        for value in inner:
            if not any(type(value) is type(known) and value == known for known in args):
                args.append(value)
    return _LiteralAlias(form, tuple(args))


def _annotated_of(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError(
            "Annotated[...] should be used with at least two arguments (a type and an annotation)."
        )
    origin = _type_check(parameters[0], "Annotated[t, ...]: t must be a type.")
    return _AnnotatedAlias(origin, parameters[1:])


def _concatenate_of(form, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    return _GenericAlias(form, parameters)


class _GenericAlias(_Typing):
    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = args
        self.__parameters__ = _parameters_of(args)
        self._name = name

    def copy_with(self, args):
        return type(self)(self.__origin__, args, self._name)

    def __repr__(self):
        origin = "typing." + self._name if self._name else _type_repr(self.__origin__)
        args = ", ".join(_type_repr(arg) for arg in self.__args__) if self.__args__ else "()"
        return f"{origin}[{args}]"

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __call__(self, *args, **kwargs):
        if self._name:
            raise TypeError(
                f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
            )
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot instantiate {self.__origin__!r}")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:
            pass
        return made

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        at = bases.index(self)
        if self._name:
            rest = bases[at + 1 :]
            if any(isinstance(base, _GenericAlias) for base in rest):
                return (self.__origin__,)
            if any(isinstance(base, type) and issubclass(base, Generic) for base in rest):
                return (self.__origin__,)
            return (self.__origin__, Generic)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            for base in bases[at + 1 :]:
                if isinstance(base, _GenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    __subclasscheck__ = __instancecheck__

    def __getitem__(self, args):
        if self.__origin__ is Generic or self.__origin__ is Protocol:
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        params = self.__parameters__
        if any(not isinstance(param, TypeVar) for param in params):
            _unsupported("types in the place of a ParamSpec or a TypeVarTuple")
        args = tuple(_type_check(arg, "Parameters to generic types must be types.") for arg in args)
        _check_count(self, params, args)
        table = dict(zip(params, args))
        new = tuple(_substituted(arg, table) for arg in self.__args__)
        if isinstance(self, _UnionAlias):
            return Union[new]
        return self.copy_with(new)

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return getattr(self.__origin__, name)

    def __iter__(self):
        yield Unpack[self]


class _UnionAlias(_GenericAlias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            other = args[0] if args[1] is type(None) else args[1]
            return f"typing.Optional[{_type_repr(other)}]"
        return f"typing.Union[{', '.join(_type_repr(arg) for arg in args)}]"

    def __eq__(self, other):
        if isinstance(other, _UnionAlias) or type(other).__name__ == "UnionType":
            return set(self.__args__) == set(other.__args__)
        return NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __instancecheck__(self, instance):
        for arg in self.__args__:
            if isinstance(instance, arg):
                return True
        return False

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False


class _LiteralAlias(_GenericAlias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(repr(arg) for arg in self.__args__)}]"

    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return set(_typed(self.__args__)) == set(_typed(other.__args__))

    def __hash__(self):
        return hash(frozenset(_typed(self.__args__)))


def _typed(values):
    return [(value, type(value)) for value in values]


class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,))
        self.__metadata__ = metadata

    def copy_with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        metadata = ", ".join(repr(item) for item in self.__metadata__)
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {metadata}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class _CallableAlias(_GenericAlias):
    def __repr__(self):
        *args, result = self.__args__
        shown = "..." if args == [...] else "[" + ", ".join(_type_repr(arg) for arg in args) + "]"
        if len(args) == 1 and isinstance(args[0], (ParamSpec, _GenericAlias)):
            is_concatenate = getattr(args[0], "__origin__", None) is Concatenate
            if isinstance(args[0], ParamSpec) or is_concatenate:
                shown = repr(args[0])
        return f"typing.Callable[{shown}, {_type_repr(result)}]"


class _Named(_Typing):
    """`typing.List` and the like, which stand for a class."""

    def __init__(self, name, origin, count):
        self._name = name
        self._where = origin
        self._count = count

    @property
    def __origin__(self):
        if isinstance(self._where, str):
            module, _, name = self._where.rpartition(".")
            if module == "collections.abc":
                import collections.abc as found
            elif module == "contextlib":
                import contextlib as found
            elif module == "re":
                import re as found
            else:
                import collections as found
            self._where = getattr(found, name)
        return self._where

    def __repr__(self):
        return "typing." + self._name

    def __call__(self, *args, **kwargs):
        raise TypeError(
            f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
        )

    def __mro_entries__(self, bases):
        rest = bases[bases.index(self) + 1 :]
        if any(isinstance(base, (_GenericAlias, _Named)) for base in rest):
            return (self.__origin__,)
        if any(isinstance(base, type) and issubclass(base, Generic) for base in rest):
            return (self.__origin__,)
        return (self.__origin__, Generic)

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __getitem__(self, parameters):
        origin = self.__origin__
        if self._name == "Callable":
            return self._callable(origin, parameters)
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        if self._name == "Tuple":
            if len(parameters) == 2 and parameters[1] is ...:
                first = _type_check(parameters[0], "Tuple[t, ...]: t must be a type.")
                return _GenericAlias(origin, (first, ...), "Tuple")
            message = "Tuple[t0, t1, ...]: each t must be a type."
        else:
            message = "Parameters to generic types must be types."
        args = tuple(_type_check(parameter, message) for parameter in parameters)
        if self._name in ("Generator", "AsyncGenerator"):
            defaults = self._count - 1
            if len(args) < self._count and len(args) >= 1:
                args += (type(None),) * (self._count - len(args))
        if self._name in ("ContextManager", "AsyncContextManager") and len(args) == 1:
            args += (bool | None,)
        if self._count >= 0 and len(args) != self._count:
            many = "many" if len(args) > self._count else "few"
            raise TypeError(
                f"Too {many} arguments for {self}; actual {len(args)}, expected {self._count}"
            )
        return _GenericAlias(origin, args, self._name)

    def _callable(self, origin, parameters):
        if not isinstance(parameters, tuple) or len(parameters) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = parameters
        if isinstance(args, list):
            message = "Callable[[arg, ...], result]: each arg must be a type."
            args = tuple(_type_check(arg, message) for arg in args)
        else:
            args = (args,)
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        return _CallableAlias(origin, args + (result,), "Callable")

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return self._name
        if name == "__parameters__":
            raise AttributeError(name)
        if name[:2] == "__":
            _unsupported(f"`{name}` of a form of `typing`")
        return getattr(self.__origin__, name)


Union = _SpecialForm("Union", _union_of)
Optional = _SpecialForm("Optional", _optional_of)
Literal = _SpecialForm("Literal", _literal_of)
Annotated = _SpecialForm("Annotated", _annotated_of)
Concatenate = _SpecialForm("Concatenate", _concatenate_of)
ClassVar = _SpecialForm("ClassVar", _one)
Final = _SpecialForm("Final", _one)
TypeGuard = _SpecialForm("TypeGuard", _one)
TypeIs = _SpecialForm("TypeIs", _one)
Required = _SpecialForm("Required", _one)
NotRequired = _SpecialForm("NotRequired", _one)
ReadOnly = _SpecialForm("ReadOnly", _one)
Unpack = _SpecialForm("Unpack", _one)
NoReturn = _SpecialForm("NoReturn")
Never = _SpecialForm("Never")
Self = _SpecialForm("Self")
LiteralString = _SpecialForm("LiteralString")
TypeAlias = _SpecialForm("TypeAlias")
Text = str

List = _Named("List", list, 1)
Dict = _Named("Dict", dict, 2)
Set = _Named("Set", set, 1)
FrozenSet = _Named("FrozenSet", frozenset, 1)
Tuple = _Named("Tuple", tuple, -1)
Type = _Named("Type", type, 1)
Deque = _Named("Deque", "collections.deque", 1)
DefaultDict = _Named("DefaultDict", "collections.defaultdict", 2)
Counter = _Named("Counter", "collections.Counter", 1)
OrderedDict = _Named("OrderedDict", "collections.OrderedDict", 2)
Callable = _Named("Callable", "collections.abc.Callable", 2)
Iterable = _Named("Iterable", "collections.abc.Iterable", 1)
Iterator = _Named("Iterator", "collections.abc.Iterator", 1)
Generator = _Named("Generator", "collections.abc.Generator", 3)
Sequence = _Named("Sequence", "collections.abc.Sequence", 1)
MutableSequence = _Named("MutableSequence", "collections.abc.MutableSequence", 1)
Mapping = _Named("Mapping", "collections.abc.Mapping", 2)
MutableMapping = _Named("MutableMapping", "collections.abc.MutableMapping", 2)
Collection = _Named("Collection", "collections.abc.Collection", 1)
Container = _Named("Container", "collections.abc.Container", 1)
Hashable = _Named("Hashable", "collections.abc.Hashable", 0)
Sized = _Named("Sized", "collections.abc.Sized", 0)
Reversible = _Named("Reversible", "collections.abc.Reversible", 1)
Awaitable = _Named("Awaitable", "collections.abc.Awaitable", 1)
Coroutine = _Named("Coroutine", "collections.abc.Coroutine", 3)
AsyncIterable = _Named("AsyncIterable", "collections.abc.AsyncIterable", 1)
AsyncIterator = _Named("AsyncIterator", "collections.abc.AsyncIterator", 1)
AsyncGenerator = _Named("AsyncGenerator", "collections.abc.AsyncGenerator", 2)
ContextManager = _Named("ContextManager", "contextlib.AbstractContextManager", 2)
AsyncContextManager = _Named("AsyncContextManager", "contextlib.AbstractAsyncContextManager", 2)
Pattern = _Named("Pattern", "re.Pattern", 1)
Match = _Named("Match", "re.Match", 1)


class _NoDefaultType:
    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefaultType()


class _Variable(_Typing):
    """A type parameter. Made by the syntax for them, its bound and default are functions."""

    _bound = _default = None

    def _set(self, name, covariant=False, contravariant=False, infer_variance=False, default=NoDefault):
        place = _place()
        self.__name__ = name
        self.__module__ = "__main__" if place is None else place[4]
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        if default is not NoDefault:
            self._default = lambda: default

    def has_default(self):
        return self._default is not None

    @property
    def __default__(self):
        return NoDefault if self._default is None else self._default()

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        if self.__covariant__:
            return "+" + self.__name__
        return ("-" if self.__contravariant__ else "~") + self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __call__(self, *args, **kwargs):
        raise TypeError(f"'typing.{type(self).__name__}' object is not callable")


class TypeVar(_Variable):
    def __init__(
        self,
        name,
        *constraints,
        bound=None,
        covariant=False,
        contravariant=False,
        default=NoDefault,
        infer_variance=False,
    ):
        self._set(name, covariant, contravariant, infer_variance, default)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        message = "TypeVar(name, constraint, ...): constraints must be types."
        constraints = tuple(_type_check(part, message) for part in constraints)
        if bound is not None:
            bound = _type_check(bound, "Bound must be a type.")
        self._bound = lambda: bound
        self._constraints = lambda: constraints

    @property
    def __bound__(self):
        return self._bound()

    @property
    def __constraints__(self):
        return self._constraints()


class TypeVarTuple(_Variable):
    def __init__(self, name, *, default=NoDefault):
        self._set(name, infer_variance=True, default=default)

    def __iter__(self):
        yield Unpack[self]


class ParamSpec(_Variable):
    def __init__(
        self,
        name,
        *,
        bound=None,
        covariant=False,
        contravariant=False,
        default=NoDefault,
        infer_variance=False,
    ):
        self._set(name, covariant, contravariant, infer_variance, default)
        self.__bound__ = bound

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)


class ParamSpecArgs(_Typing):
    _what = "args"

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._what}"

    def __eq__(self, other):
        return type(self) is type(other) and self.__origin__ is other.__origin__

    def __hash__(self):
        return hash((self._what, self.__origin__))


class ParamSpecKwargs(ParamSpecArgs):
    _what = "kwargs"


def _type_parameter(kind, name, bound, default):
    if kind == "TypeVarTuple":
        made = TypeVarTuple(name)
    elif kind == "ParamSpec":
        made = ParamSpec(name, infer_variance=True)
    else:
        made = TypeVar(name, infer_variance=True)
        if bound is not None:
            made._bound, made._constraints = _lazily(bound)
    made._default = default
    return made


def _lazily(compute):
    """The bound and the constraints that a function gives, which is called but once."""
    known = []

    def value():
        if not known:
            known.append(compute())
        return known[0]

    return (
        lambda: None if isinstance(value(), tuple) else value(),
        lambda: value() if isinstance(value(), tuple) else (),
    )


_ALIAS_FIELDS = ("__name__", "__type_params__", "__parameters__", "__module__")


def _plain_union(left, right):
    import types

    return types._union(left, right)


class TypeAliasType(_Typing):
    def __init__(self, name, value, *, type_params=()):
        self._become(name, lambda: value, type_params)

    def __init_subclass__(cls):
        raise TypeError("type 'typing.TypeAliasType' is not an acceptable base type")

    def _become(self, name, compute, type_params):
        place = _place()
        parameters = tuple(
            Unpack[it] if isinstance(it, TypeVarTuple) else it for it in type_params
        )
        module = "__main__" if place is None else place[4]
        for field, value in zip(_ALIAS_FIELDS, (name, type_params, parameters, module)):
            object.__setattr__(self, field, value)
        object.__setattr__(self, "_compute", compute)
        object.__setattr__(self, "_known", [])

    def __setattr__(self, name, value):
        if name in _ALIAS_FIELDS[:3] or name == "__value__":
            raise AttributeError("readonly attribute")
        raise AttributeError(
            f"'typing.TypeAliasType' object has no attribute '{name}' "
            "and no __dict__ for setting new attributes"
        )

    @property
    def __value__(self):
        if not self._known:
            self._known.append(self._compute())
        return self._known[0]

    def __repr__(self):
        return self.__name__

    def __or__(self, other):
        return _plain_union(self, other)

    def __ror__(self, other):
        return _plain_union(other, self)

    def __getitem__(self, args):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        return _Alias(self, args if isinstance(args, tuple) else (args,))

    def __call__(self, *args, **kwargs):
        raise TypeError("'typing.TypeAliasType' object is not callable")

    def __mro_entries__(self, bases):
        _unsupported("deriving a class from a type alias")

    def __instancecheck__(self, instance):
        raise TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union")

    def __subclasscheck__(self, cls):
        raise TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union")


def _type_alias(name, compute, params):
    made = object.__new__(TypeAliasType)
    made._become(name, compute, params)
    return made


class NewType(_Typing):
    def __init__(self, name, tp):
        place = _place()
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = "__main__" if place is None else place[4]

    def __call__(self, value, /):
        return value

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __mro_entries__(self, bases):
        name = self.__name__
        raise TypeError(
            "Cannot subclass an instance of NewType. Perhaps you were looking for: "
            f"`{bases[0].__name__} = NewType({bases[0].__name__!r}, {name})`"
        )


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_GenericAlias, _Named, _Alias, ParamSpecArgs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if type(tp).__name__ == "UnionType":
        return type(tp)
    return None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, _CallableAlias):
        *args, result = tp.__args__
        if args == [...]:
            return (..., result)
        if len(args) == 1 and isinstance(args[0], ParamSpec):
            return (args[0], result)
        return (args, result)
    if isinstance(tp, (_GenericAlias, _Alias)) or type(tp).__name__ == "UnionType":
        return tp.__args__
    return ()


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            if base.__module__ not in ("builtins", "typing"):
                hints.update(base.__annotations__)
    elif isinstance(obj, _FunctionType):
        hints = dict(obj.__annotations__)
    else:
        _unsupported("`typing.get_type_hints` of this")
    for name, value in hints.items():
        if value is None:
            value = type(None)
        if isinstance(value, _AnnotatedAlias) and not include_extras:
            value = value.__origin__
        elif "ForwardRef(" in repr(value) or isinstance(value, str):
            _unsupported("`typing.get_type_hints` of annotations that are strings")
        elif "Annotated[" in repr(value) and not include_extras:
            _unsupported("`typing.get_type_hints` of Annotated inside other types")
        hints[name] = value
    return hints


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type(obj, /):
    import sys

    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def cast(typ, val):
    return val


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


class Generic:
    __slots__ = ()

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        if cls is Generic or cls is Protocol:
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            params = tuple(_starred(param) for param in params)
            for param in params:
                if not isinstance(param, _Variable) and not _is_unpacked(param):
                    raise TypeError(
                        f"Parameters to {cls.__name__}[...] must all be type variables or parameter "
                        "specification variables."
                    )
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _GenericAlias(cls, params)
        expected = cls.__parameters__
        if not expected:
            raise TypeError(f"{cls} is not a generic class")
        params = _arguments(cls, expected, params)
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        own = cls.__dict__
        bases = own.get("__orig_bases__", ())
        if not bases and Generic in cls.__bases__ and cls.__name__ != "Protocol":
            raise TypeError("Cannot inherit from plain Generic")
        found = []
        is_told = False
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, Protocol):
                if is_told:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                is_told = True
                found = list(base.__parameters__)
                continue
            if is_told:
                continue
            for variable in getattr(base, "__parameters__", ()) if not isinstance(base, type) else ():
                if variable not in found:
                    found.append(variable)
        cls.__parameters__ = tuple(found)


def _starred(param):
    return Unpack[param] if isinstance(param, TypeVarTuple) else param


def _is_unpacked(param):
    return isinstance(param, _GenericAlias) and param.__origin__ is Unpack


def _arguments(cls, expected, params):
    if len(expected) == 1 and isinstance(expected[0], ParamSpec):
        # `C[int, str]` stands for `C[[int, str]]`.
        if len(params) != 1 or not isinstance(params[0], (list, tuple, ParamSpec)):
            if params != (...,):
                params = (params,)
    message = "Parameters to generic types must be types."
    made = []
    for param in params:
        if isinstance(param, (list, tuple)):
            made.append(tuple(_type_check(item, message) for item in param))
        elif param is ...:
            made.append(param)
        else:
            made.append(_type_check(param, message))
    _check_count(cls, expected, made)
    missing = expected[len(made) :]
    if missing and all(param.has_default() for param in missing):
        made.extend(param.__default__ for param in missing)
    return tuple(made)


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


# What every class has, or says about itself rather than of its objects.
_NOT_ASKED = """__module__ __qualname__ __doc__ __dict__ __weakref__ __init__ __new__ __slots__
    __orig_bases__ __parameters__ __type_params__ __annotations__ __abstractmethods__
    __subclasshook__ __class_getitem__ __match_args__ __static_attributes__ __firstlineno__
    _is_runtime_protocol""".split()


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
            if name == "annotations maker":
                _keep_annotations(made, value)
            elif name not in ("__module__", "__qualname__", "annotated names") and name not in fields:
                setattr(made, name, value)
        return made


class _NamedTupleForm:
    def __mro_entries__(self, bases):
        return (_NamedTuple,)

    def __call__(self, typename, fields=(), /):
        pairs = list(fields)
        place = _place()
        module = "__main__" if place is None else place[4]
        made = namedtuple(typename, [name for name, _ in pairs], module=module)
        message = "field types must be types"
        _keep_annotations(made, {name: _type_check(kind, message) for name, kind in pairs})
        return made


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

    def __call__(self, typename, fields={}, /, *, total=True):
        if not isinstance(fields, dict):
            raise TypeError("fields must be a dict")
        place = _place()
        module = "__main__" if place is None else place[4]
        members = {"__module__": module, "__total__": total}
        made = type.__new__(_TypedDictMeta, typename, (dict,), members)
        message = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        _keep_annotations(made, {name: _type_check(kind, message) for name, kind in fields.items()})
        return made

    def __repr__(self):
        _unsupported("`repr` of TypedDict")


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (dict,), {"__module__": "typing"})
TypedDict = _TypedDictForm()

AnyStr = TypeVar("AnyStr", bytes, str)
AnyStr.__module__ = "typing"
