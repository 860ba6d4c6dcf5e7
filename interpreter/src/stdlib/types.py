# `types`


def _function():
    yield


class _Class:
    def method(self):
        pass


FunctionType = LambdaType = type(_function)
GeneratorType = type(_function())
MethodType = type(_Class().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = type(str.join)

async def _coroutine():
    pass


async def _async_generator():
    yield


def _close(coroutine):
    coroutine.close()
    return type(coroutine)


import sys as _sys

CoroutineType = _close(_coroutine())
AsyncGeneratorType = type(_async_generator())
ModuleType = type(_sys)
GenericAlias = type(list[int])
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)


def _name_of_type(value):
    if value is NoneType:
        return "None"
    if not isinstance(value, type):
        return repr(value)
    if value.__module__ == "builtins":
        return value.__qualname__
    return f"{value.__module__}.{value.__qualname__}"


class UnionType:
    def __init__(self, *args):
        raise TypeError("cannot create 'types.UnionType' instances")

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __eq__(self, other):
        if isinstance(other, UnionType):
            return set(self.__args__) == set(other.__args__)
        return NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        return " | ".join(_name_of_type(arg) for arg in self.__args__)

    def __instancecheck__(self, instance):
        for arg in self.__args__:
            _check_plain(arg, "isinstance")
            if isinstance(instance, arg):
                return True
        return False

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            _check_plain(arg, "issubclass")
            if issubclass(cls, arg):
                return True
        return False

    def __getattr__(self, name):
        if name == "__parameters__":
            import typing

            return typing._parameters_of(self.__args__)
        raise AttributeError(f"'types.UnionType' object has no attribute '{name}'", name=name, obj=self)


def _check_plain(arg, function):
    if isinstance(arg, GenericAlias):
        raise TypeError(f"{function}() argument 2 cannot be a parameterized generic")


def _is_type_alias(value):
    kind = type(value)
    return kind.__name__ == "TypeAliasType" and kind.__module__ == "typing"


def _union(left, right):
    args = []
    for side in (left, right):
        if side is None:
            side = NoneType
        if not isinstance(side, (type, GenericAlias, UnionType)) and not _is_type_alias(side):
            return NotImplemented
        for arg in side.__args__ if isinstance(side, UnionType) else (side,):
            if not any(arg == known for known in args):
                args.append(arg)
    if len(args) == 1:
        return args[0]
    union = object.__new__(UnionType)
    union.__args__ = tuple(args)
    return union


GenericAlias = type(list[int])


def _raise_and_catch():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


TracebackType = type(_raise_and_catch())


class SimpleNamespace:
    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        self.__dict__.update(mapping_or_iterable)
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = type(self).__name__
        name = "namespace" if name == "SimpleNamespace" else name
        return f"{name}({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None


class mappingproxy:
    """A mapping to look at, not to change."""

    __module__ = "builtins"
    __slots__ = ("_mapping",)

    def __init__(self, mapping, /):
        if not hasattr(mapping, "__getitem__") or isinstance(mapping, (list, tuple)):
            name = type(mapping).__name__
            raise TypeError(f"mappingproxy() argument must be a mapping, not {name}")
        self._mapping = mapping

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

    def __getitem__(self, key, /):
        return self._mapping[key]

    def __contains__(self, key, /):
        return key in self._mapping

    def __len__(self, /):
        return len(self._mapping)

    def __iter__(self, /):
        return iter(self._mapping)

    def __reversed__(self, /):
        return reversed(self._mapping)

    def get(self, key, default=None, /):
        return self._mapping.get(key, default)

    def keys(self, /):
        return self._mapping.keys()

    def values(self, /):
        return self._mapping.values()

    def items(self, /):
        return self._mapping.items()

    def copy(self, /):
        return self._mapping.copy()

    def __eq__(self, other, /):
        return self._mapping == (other._mapping if isinstance(other, mappingproxy) else other)

    def __hash__(self, /):
        return hash(self._mapping)

    def __or__(self, other, /):
        return self._mapping | (other._mapping if isinstance(other, mappingproxy) else other)

    def __ror__(self, other, /):
        return other | self._mapping

    def __ior__(self, other, /):
        raise TypeError("'|=' is not supported by mappingproxy; use '|' instead")

    def __str__(self, /):
        return str(self._mapping)

    def __repr__(self, /):
        return f"mappingproxy({self._mapping!r})"


MappingProxyType = mappingproxy


class _Awaited:
    """A generator that can be awaited: what a function under `coroutine` gives."""

    def __init__(self, generator):
        self._generator = generator

    def __await__(self):
        return self._generator

    def __iter__(self):
        return self._generator

    def __next__(self):
        return next(self._generator)

    def __getattr__(self, name):
        return getattr(self._generator, name)


def coroutine(func):
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    from functools import wraps
    from inspect import iscoroutinefunction, isgeneratorfunction

    if iscoroutinefunction(func):
        return func
    if not isgeneratorfunction(func):
        _unsupported("`types.coroutine` of what is no generator function")

    @wraps(func)
    def wrapped(*args, **kwargs):
        return _Awaited(func(*args, **kwargs))

    return wrapped
