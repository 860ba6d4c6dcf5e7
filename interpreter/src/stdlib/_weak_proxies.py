# `proxy` and `finalize` of `weakref`.

import operator as _op
from weakref import _get, _link, _watchers, ref

_blank = object.__new__
_of = object.__getattribute__


def _target(proxy):
    object = _get(_of(proxy, "_link"))
    if object is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return object


def _plain(value):
    return _target(value) if type(value) in ProxyTypes else value


class ProxyType:
    """Stands for an object, and does not keep it alive."""

    __module__ = "weakref"
    __slots__ = ("_link", "_callback")

    def __new__(cls, *args, **kwargs):
        raise TypeError(f"cannot create 'weakref.{cls.__name__}' instances")

    def _told(self):
        callback = _of(self, "_callback")
        object.__setattr__(self, "_callback", None)
        if callback is not None:
            callback(self)

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __repr__(self):
        object = _get(_of(self, "_link"))
        if object is None:
            return f"<weakproxy at {id(self):#x}; dead>"
        return f"<weakproxy at {id(self):#x}; to '{type(object).__name__}' at {id(object):#x}>"

    def __str__(self):
        return str(_target(self))

    def __bool__(self):
        return bool(_target(self))

    def __hash__(self):
        raise TypeError(f"unhashable type: 'weakref.{type(self).__name__}'")

    def __len__(self):
        return len(_target(self))

    def __iter__(self):
        return iter(_target(self))

    def __next__(self):
        object = _target(self)
        if not hasattr(type(object), "__next__"):
            kind = type(object).__name__
            raise TypeError(f"Weakref proxy referenced a non-iterator '{kind}' object")
        return next(object)

    def __reversed__(self):
        return reversed(_target(self))

    def __contains__(self, item):
        return _plain(item) in _target(self)

    def __getitem__(self, key):
        return _target(self)[_plain(key)]

    def __setitem__(self, key, value):
        _target(self)[_plain(key)] = value

    def __delitem__(self, key):
        del _target(self)[_plain(key)]

    def __bytes__(self):
        return bytes(_target(self))

    def __index__(self):
        return _op.index(_target(self))

    def __int__(self):
        return int(_target(self))

    def __float__(self):
        return float(_target(self))

    def __pow__(self, other, modulo=None):
        return pow(_target(self), _plain(other), _plain(modulo))

    def __rpow__(self, other):
        return pow(_plain(other), _target(self))


class CallableProxyType(ProxyType):
    __module__ = "weakref"
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def _unary(apply):
    return lambda self: apply(_target(self))


def _binary(apply):
    return lambda self, other: apply(_plain(self), _plain(other))


def _reflected(apply):
    return lambda self, other: apply(_plain(other), _plain(self))


for _name in ("neg", "pos", "abs", "invert"):
    setattr(ProxyType, f"__{_name}__", _unary(getattr(_op, _name)))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(ProxyType, f"__{_name}__", _binary(getattr(_op, _name)))
for _name in (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "lshift", "rshift", "and_", "or_",
    "xor",
):
    _word = _name.rstrip("_")
    setattr(ProxyType, f"__{_word}__", _binary(getattr(_op, _name)))
    setattr(ProxyType, f"__r{_word}__", _reflected(getattr(_op, _name)))
    setattr(ProxyType, f"__i{_word}__", _binary(getattr(_op, "i" + _word)))
ProxyType.__ipow__ = _binary(_op.ipow)
ProxyType.__divmod__ = _binary(divmod)
ProxyType.__rdivmod__ = _reflected(divmod)


_set = object.__setattr__


def proxy(object, callback=None, /):
    cls = CallableProxyType if callable(object) else ProxyType
    if callback is None:
        for known in _watchers(object):
            if type(known) is cls and _of(known, "_callback") is None:
                return known
    self = _blank(cls)
    _set(self, "_callback", callback)
    _set(self, "_link", _link(object, self, callback))
    return self


class finalize:
    """Calls a function when an object is gone, or when the program ends, whichever comes first."""

    __module__ = "weakref"
    __slots__ = ()
    _registry = {}

    def __init__(self, obj, func, /, *args, **kwargs):
        global _is_registered
        if not _is_registered:
            import atexit

            atexit.register(_run_left)
            _is_registered = True
        entry = _Entry()
        entry.call = func, args, kwargs or {}
        entry.weakref = ref(obj, self)
        entry.atexit = True
        self._registry[self] = entry

    def __call__(self, _=None):
        entry = self._registry.pop(self, None)
        if entry is not None:
            func, args, kwargs = entry.call
            return func(*args, **kwargs)

    def _live(self):
        entry = self._registry.get(self)
        obj = entry and entry.weakref()
        return (entry, obj) if obj is not None else (None, None)

    def detach(self):
        entry, obj = self._live()
        if entry is not None and self._registry.pop(self, None) is not None:
            return obj, *entry.call

    def peek(self):
        entry, obj = self._live()
        if entry is not None:
            return obj, *entry.call

    @property
    def alive(self):
        return self in self._registry

    @property
    def atexit(self):
        entry = self._registry.get(self)
        return entry is not None and entry.atexit

    @atexit.setter
    def atexit(self, value):
        entry = self._registry.get(self)
        if entry is not None:
            entry.atexit = bool(value)

    def __repr__(self):
        _, obj = self._live()
        if obj is None:
            return f"<finalize object at {id(self):#x}; dead>"
        return (
            f"<finalize object at {id(self):#x}; for {type(obj).__name__!r} at {id(obj):#x}>"
        )


class _Entry:
    __slots__ = ("call", "weakref", "atexit")


_is_registered = False


def _run_left():
    """At the end of the program: the latest ones first, and those that they make in their turn."""
    import sys

    while True:
        left = [it for it, entry in finalize._registry.items() if entry.atexit]
        if not left:
            break
        try:
            left[-1]()
        except Exception:
            sys.excepthook(*sys.exc_info())
