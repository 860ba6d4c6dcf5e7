# `weakref`

_blank = object.__new__
_read = object.__getattribute__


def _one_or_two(function, args):
    if not args:
        raise TypeError(f"{function} expected at least 1 argument, got 0")
    if len(args) > 2:
        raise TypeError(f"{function} expected at most 2 arguments, got {len(args)}")


class ReferenceType:
    def __new__(cls, /, *args, **kwargs):
        _one_or_two("__new__", args)
        object = args[0]
        callback = args[1] if len(args) == 2 else None
        if callback is None and cls is ReferenceType:
            for known in _watchers(object):
                if type(known) is ReferenceType and known._callback is None:
                    return known
        self = _blank(cls)
        self._hash = None
        self._link = _link(object, self, callback)
        self._callback = callback
        return self

    def __init__(self, /, *args, **kwargs):
        if kwargs:
            raise TypeError("ref() takes no keyword arguments")
        _one_or_two("__init__", args)

    def __call__(self):
        return _get(self._link)

    @property
    def __callback__(self):
        return None if _get(self._link) is None else self._callback

    def _told(self):
        callback = self._callback
        self._callback = None
        callback(self)

    def __hash__(self):
        if self._hash is None:
            target = _get(self._link)
            if target is None:
                raise TypeError("weak object has gone away")
            self._hash = hash(target)
        return self._hash

    def __eq__(self, other):
        if not isinstance(other, ReferenceType):
            return NotImplemented
        mine, its = _get(self._link), _get(other._link)
        if mine is None or its is None:
            return self is other
        return mine == its

    def __repr__(self):
        target = _get(self._link)
        if target is None:
            return f"<weakref at {id(self):#x}; dead>"
        name = _own_name(target)
        name = f" ({name})" if isinstance(name, str) else ""
        return f"<weakref at {id(self):#x}; to '{_full_name(type(target))}' at {id(target):#x}{name}>"


def _own_name(target):
    """What its class, or it as a class, a function or a module, says is its `__name__`."""
    if isinstance(target, type):
        return target.__name__
    for cls in type(target).__mro__:
        if "__name__" in vars(cls):
            try:
                return target.__name__
            except AttributeError:
                return None
    return None


def _full_name(cls):
    module = cls.__module__
    return cls.__qualname__ if module in ("builtins", "__main__") else f"{module}.{cls.__qualname__}"


ref = ReferenceType

from _weak_proxies import CallableProxyType, ProxyType, ProxyTypes, finalize, proxy


class WeakMethod(ReferenceType):
    """A weak reference to a bound method, which lives as long as its object and its function do."""

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(
                f"argument should be a bound method, not {type(meth)}"
            ) from None

        def dead(wr):
            self = weak_self()
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ReferenceType.__new__(cls, obj, dead)
        self._func = ref(func, dead)
        self._type = type(meth)
        self._alive = True
        weak_self = ref(self)
        return self

    def __call__(self):
        obj = ReferenceType.__call__(self)
        func = self._func()
        if obj is None or func is None:
            return None
        return self._type(func, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ReferenceType.__eq__(self, other) and self._func == other._func

    def __hash__(self):
        return ReferenceType.__hash__(self)


def getweakrefs(object, /):
    """The weak references to an object: those without a callback first, the latest of the others next."""
    first, rest = [], []
    for known in _watchers(object):
        is_plain = type(known) is ReferenceType or type(known) in ProxyTypes
        if is_plain and _read(known, "_callback") is None:
            first.append(known)
        else:
            rest.insert(0, known)
    first.sort(key=lambda known: type(known) is not ReferenceType)
    return first + rest


class _KeyedRef(ReferenceType):
    def __init__(self, object, callback, key, /):
        self.key = key

    def __new__(cls, object, callback, key, /):
        return ReferenceType.__new__(cls, object, callback)


class _WeakDictionary:
    """What both dictionaries do; `_live` gives what has not died."""

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        return self.keys()

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def __eq__(self, other):
        if not isinstance(other, (dict, _WeakDictionary)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None

    def copy(self):
        made = type(self)()
        for key, value in self._live():
            made[key] = value
        return made

    __copy__ = copy

    def __deepcopy__(self, memo):
        _unsupported(f"a deep copy of a `{type(self).__name__}`")

    def __or__(self, other):
        if not isinstance(other, (dict, _WeakDictionary)):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, (dict, _WeakDictionary)):
            return NotImplemented
        made = type(self)()
        made.update(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self

    def keys(self):
        for key, value in self._live():
            yield key

    def values(self):
        for key, value in self._live():
            yield value

    def items(self):
        yield from self._live()


class WeakValueDictionary(_WeakDictionary):
    def __init__(self, other=(), /, **kw):
        self._data = data = {}

        def remove(wr):
            if data.get(wr.key) is wr:
                del data[wr.key]

        self._remove = remove
        self.update(other, **kw)

    def _live(self):
        for key, wr in list(self._data.items()):
            value = wr()
            if value is not None:
                yield key, value

    def __getitem__(self, key):
        value = self._data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self._data[key] = _KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self._data[key]

    def __contains__(self, key):
        return key in self._data and self._data[key]() is not None

    def get(self, key, default=None):
        wr = self._data.get(key)
        value = None if wr is None else wr()
        return default if value is None else value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is not None:
            return value
        self[key] = default
        return default

    def pop(self, key, *args):
        wr = self._data.pop(key, None)
        value = None if wr is None else wr()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def update(self, other=(), /, **kw):
        items = other.items() if hasattr(other, "items") else other
        for key, value in items:
            self[key] = value
        for key, value in kw.items():
            self[key] = value

    def clear(self):
        self._data.clear()

    def popitem(self):
        while self._data:
            key, wr = self._data.popitem()
            value = wr()
            if value is not None:
                return key, value
        raise KeyError("popitem(): dictionary is empty")

    def itervaluerefs(self):
        yield from list(self._data.values())

    def valuerefs(self):
        return list(self._data.values())


class WeakKeyDictionary(_WeakDictionary):
    def __init__(self, dict=None):
        self._data = data = {}

        def remove(wr):
            data.pop(wr, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def _live(self):
        for wr, value in list(self._data.items()):
            key = wr()
            if key is not None:
                yield key, value

    def __getitem__(self, key):
        return self._data[ref(key)]

    def __setitem__(self, key, value):
        self._data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self._data[ref(key)]

    def __contains__(self, key):
        try:
            wr = ref(key)
        except TypeError:
            return False
        return wr in self._data

    def get(self, key, default=None):
        return self._data.get(ref(key), default)

    def setdefault(self, key, default=None):
        return self._data.setdefault(ref(key, self._remove), default)

    def pop(self, key, *args):
        return self._data.pop(ref(key), *args)

    def popitem(self):
        while self._data:
            wr, value = self._data.popitem()
            key = wr()
            if key is not None:
                return key, value
        raise KeyError("popitem(): dictionary is empty")

    def keyrefs(self):
        return list(self._data)

    def clear(self):
        self._data.clear()

    def update(self, dict=None, /, **kwargs):
        if dict is not None:
            for key, value in dict.items() if hasattr(dict, "items") else dict:
                self[key] = value
        if kwargs:
            self.update(kwargs)


class WeakSet:
    def __init__(self, data=None):
        self.data = known = set()

        def remove(wr):
            known.discard(wr)

        self._remove = remove
        if data is not None:
            for item in data:
                self.add(item)

    def __iter__(self):
        for wr in list(self.data):
            item = wr()
            if item is not None:
                yield item

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            wr = ref(item)
        except TypeError:
            return False
        return wr in self.data

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def remove(self, item):
        self.data.remove(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def clear(self):
        self.data.clear()

    def pop(self):
        while True:
            try:
                wr = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            item = wr()
            if item is not None:
                return item

    def __repr__(self):
        return repr(self.data)

    def copy(self):
        return self.__class__(self)

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, other):
        return self.__class__([item for group in (self, other) for item in group])

    __or__ = union

    def difference(self, other):
        made = self.copy()
        made.difference_update(other)
        return made

    __sub__ = difference

    def difference_update(self, other):
        if self is other:
            self.clear()
        else:
            for item in list(other):
                self.discard(item)

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def intersection(self, other):
        return self.__class__([item for item in other if item in self])

    __and__ = intersection

    def intersection_update(self, other):
        kept = {ref(item) for item in other}
        for wr in list(self.data):
            if wr not in kept:
                self.data.discard(wr)

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        if self is other:
            self.clear()
            return
        for item in list(other):
            if item in self:
                self.discard(item)
            else:
                self.add(item)

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def issubset(self, other):
        return self.data.issubset({ref(item) for item in other})

    __le__ = issubset

    def __lt__(self, other):
        return self.data < {ref(item) for item in other}

    def issuperset(self, other):
        return self.data.issuperset({ref(item) for item in other})

    __ge__ = issuperset

    def __gt__(self, other):
        return self.data > {ref(item) for item in other}

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.data == {ref(item) for item in other}

    __hash__ = None

    def isdisjoint(self, other):
        return len(self.intersection(other)) == 0
