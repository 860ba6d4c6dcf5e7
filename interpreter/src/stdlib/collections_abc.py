# `collections.abc`: classes to ask isinstance() about, and to annotate with; not to derive from.

from collections import deque

_METHODS = {
    "Hashable": "__hash__",
    "Callable": "__call__",
    "Sized": "__len__",
    "Container": "__contains__",
    "Iterable": "__iter__",
    "Collection": "__len__ __iter__ __contains__",
    "Iterator": "__iter__ __next__",
    "Reversible": "__iter__ __reversed__",
    "Generator": "__iter__ __next__ send throw close",
    "Awaitable": "__await__",
    "Coroutine": "__await__ send throw close",
    "AsyncIterable": "__aiter__",
    "AsyncIterator": "__aiter__ __anext__",
    "AsyncGenerator": "__aiter__ __anext__ asend athrow aclose",
}

_CLASSES = {
    "Sequence": (tuple, str, range, bytes, list, deque),
    "MutableSequence": (list, deque),
    "Set": (frozenset, set, type({}.keys()), type({}.items())),
    "MutableSet": (set,),
    "Mapping": (dict,),
    "MutableMapping": (dict,),
    "MappingView": (type({}.keys()), type({}.values()), type({}.items())),
    "KeysView": (type({}.keys()),),
    "ValuesView": (type({}.values()),),
    "ItemsView": (type({}.items()),),
}

_VIEWS = _CLASSES["MappingView"]
_ORDERED = _CLASSES["Sequence"] + (dict,) + _VIEWS
# Of builtin classes it is known what they are.
_KNOWN = {
    "Reversible": _ORDERED,
    "Sized": _ORDERED + (set, frozenset),
    "Container": _ORDERED + (set, frozenset),
    "Iterable": _ORDERED + (set, frozenset),
    "Collection": _ORDERED + (set, frozenset),
}


class _Abstract(type):
    def __instancecheck__(cls, thing):
        name = cls.__name__
        classes = _CLASSES.get(name)
        if classes is not None:
            return isinstance(thing, classes)
        if isinstance(thing, type):
            return name in ("Hashable", "Callable")
        if isinstance(thing, _KNOWN.get(name, ())):
            return True
        if name == "Hashable" and isinstance(thing, _VIEWS):
            return not isinstance(thing, _CLASSES["Set"])
        return all([getattr(thing, method, None) is not None for method in _METHODS[name].split()])

    def __subclasscheck__(cls, kind):
        name = cls.__name__
        classes = _CLASSES.get(name)
        if classes is not None:
            return issubclass(kind, classes)
        if name in ("Hashable", "Callable"):
            _unsupported(f"`issubclass` with `{name}`")
        if issubclass(kind, _KNOWN.get(name, ())):
            return True
        return all([getattr(kind, method, None) is not None for method in _METHODS[name].split()])

    def __getitem__(cls, parameters):
        if cls.__name__ == "Callable":
            return _callable(cls, parameters)
        return _Alias(cls, parameters if isinstance(parameters, tuple) else (parameters,))

    def __call__(cls, *args, **kwargs):
        _unsupported(f"making a `{cls.__name__}` of `collections.abc`")


_Alias = type(list[int])


class _CallableAlias(_Alias):
    def __repr__(self):
        *args, result = [_name_of(arg) for arg in self.__args__]
        shown = "..." if args == ["..."] else f"[{', '.join(args)}]"
        return f"collections.abc.Callable[{shown}, {result}]"


def _name_of(value):
    if value is ...:
        return "..."
    if not isinstance(value, type):
        return repr(value)
    if value.__module__ == "builtins":
        return value.__qualname__
    return f"{value.__module__}.{value.__qualname__}"


def _callable(cls, parameters):
    if not isinstance(parameters, tuple) or len(parameters) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    args, result = parameters
    return _CallableAlias(cls, (tuple(args) if isinstance(args, list) else (args,)) + (result,))


class _Root(metaclass=_Abstract):
    _is_closed = False

    def __init_subclass__(cls, **kwargs):
        if _Root._is_closed:
            _unsupported("a class derived from one of `collections.abc`")


class Hashable(_Root):
    pass


class Callable(_Root):
    pass


class Sized(_Root):
    pass


class Container(_Root):
    pass


class Iterable(_Root):
    pass


class Collection(_Root):
    pass


class Iterator(_Root):
    pass


class Reversible(_Root):
    pass


class Generator(_Root):
    pass


class Awaitable(_Root):
    pass


class Coroutine(_Root):
    pass


class AsyncIterable(_Root):
    pass


class AsyncIterator(_Root):
    pass


class AsyncGenerator(_Root):
    pass


class Sequence(_Root):
    pass


class MutableSequence(_Root):
    pass


class Set(_Root):
    pass


class MutableSet(_Root):
    pass


class Mapping(_Root):
    pass


class MutableMapping(_Root):
    pass


class MappingView(_Root):
    pass


class KeysView(_Root):
    pass


class ValuesView(_Root):
    pass


class ItemsView(_Root):
    pass


_Root._is_closed = True
