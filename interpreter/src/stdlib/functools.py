# `functools`. What CPython writes in C stands here in toy Python; frames are hidden all the same.

_missing = object()

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
WRAPPER_UPDATES = ("__dict__",)


def reduce(function, iterable, initial=_missing, /):
    try:
        items = iter(iterable)
    except TypeError:
        raise TypeError("reduce() arg 2 must support iteration") from None
    if initial is _missing:
        for initial in items:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    result = initial
    for item in items:
        result = function(result, item)
    return result


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    if assigned is WRAPPER_ASSIGNMENTS:
        _copy_annotations(wrapper, wrapped)
    for name in updated:
        more = getattr(wrapped, name, {})
        if more:
            getattr(wrapper, name).update(more)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


class partial:
    """Create a new function with partial application of the given arguments
and keywords."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        set_field = object.__setattr__
        set_field(self, "func", func)
        set_field(self, "args", args)
        set_field(self, "keywords", keywords)

    def __setattr__(self, name, value):
        if name in ("func", "args", "keywords"):
            raise AttributeError("readonly attribute")
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in ("func", "args", "keywords"):
            raise AttributeError("readonly attribute")
        object.__delattr__(self, name)

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend([repr(arg) for arg in self.args])
        parts.extend([f"{name}={value!r}" for name, value in self.keywords.items()])
        cls = type(self)
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"


_CacheInfo = None


def _cache_info(*numbers):
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple

        fields = ["hits", "misses", "maxsize", "currsize"]
        _CacheInfo = namedtuple("CacheInfo", fields, module="functools")
    return _CacheInfo(*numbers)


class _lru_cache_wrapper:
    def __init__(self, function, maxsize, typed):
        update_wrapper(self, function)
        self._function = function
        self._maxsize = maxsize
        self._typed = typed
        self._cache = {}
        self._hits = 0
        self._misses = 0

    def __get__(self, instance, owner=None):
        return self if instance is None else _bind(self, instance)

    def _key(self, args, keywords):
        if not keywords and not self._typed:
            if len(args) == 1 and (type(args[0]) is int or type(args[0]) is str):
                return args[0]
            return args
        key = args
        if keywords:
            key += (_missing,)
            for item in keywords.items():
                key += item
        if self._typed:
            key += tuple([type(arg) for arg in args])
            key += tuple([type(arg) for arg in keywords.values()])
        return key

    def __call__(self, /, *args, **keywords):
        maxsize = self._maxsize
        if maxsize == 0:
            self._misses += 1
            return self._function(*args, **keywords)
        cache = self._cache
        key = self._key(args, keywords)
        result = cache.get(key, _missing)
        if result is not _missing:
            self._hits += 1
            if maxsize is not None:
                # The least recently used stands first.
                cache.pop(key, None)
                cache[key] = result
            return result
        self._misses += 1
        result = self._function(*args, **keywords)
        if maxsize is not None and key not in cache and len(cache) >= maxsize:
            for oldest in cache:
                break
            cache.pop(oldest, None)
        cache[key] = result
        return result

    def cache_info(self):
        return _cache_info(self._hits, self._misses, self._maxsize, len(self._cache))

    def cache_clear(self):
        self._cache.clear()
        self._hits = 0
        self._misses = 0

    def cache_parameters(self):
        return {"maxsize": self._maxsize, "typed": self._typed}


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize) and isinstance(typed, bool):
        return _lru_cache_wrapper(maxsize, 128, typed)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _lru_cache_wrapper(function, maxsize, typed)


def cache(user_function, /):
    return _lru_cache_wrapper(user_function, None, False)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError(
                "Cannot use cached_property instance without calling __set_name__ on it."
            )
        attributes = getattr(instance, "__dict__", None)
        if attributes is None:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {self.attrname!r} property."
            )
        if self.attrname in attributes:
            return attributes[self.attrname]
        value = self.func(instance)
        attributes[self.attrname] = value
        return value


class KeyWrapper:
    def __init__(self, compare, obj):
        self._compare = compare
        self.obj = obj

    def _order(self, other):
        if not isinstance(other, KeyWrapper):
            raise TypeError("other argument must be K instance")
        return self._compare(self.obj, other.obj)

    def __lt__(self, other):
        return self._order(other) < 0

    def __gt__(self, other):
        return self._order(other) > 0

    def __eq__(self, other):
        return self._order(other) == 0

    def __le__(self, other):
        return self._order(other) <= 0

    def __ge__(self, other):
        return self._order(other) >= 0

    __hash__ = None


def cmp_to_key(mycmp):
    return lambda obj: KeyWrapper(mycmp, obj)


def _derive(root, negated, joined):
    # An ordering method from the method `root`: its result, perhaps negated, perhaps joined by "or"
    # or "and" with whether both are equal, or differ.
    def method(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        if negated:
            result = not result
        if joined == "or":
            return result or self == other
        if joined == "and":
            return result and self != other
        return result

    return method


_DERIVED = {
    "__lt__": (("__gt__", True, "and"), ("__le__", False, "or"), ("__ge__", True, "")),
    "__le__": (("__ge__", True, "or"), ("__lt__", False, "and"), ("__gt__", True, "")),
    "__gt__": (("__lt__", True, "and"), ("__ge__", False, "or"), ("__le__", True, "")),
    "__ge__": (("__le__", True, "or"), ("__gt__", False, "and"), ("__lt__", True, "")),
}


def total_ordering(cls):
    for root in _DERIVED:
        if _defines(cls, root):
            break
    else:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for name, negated, joined in _DERIVED[root]:
        if not _defines(cls, name):
            method = _derive(root, negated, joined)
            method.__name__ = name
            method.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(cls, name, method)
    return cls


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func)]
        parts.extend([repr(arg) for arg in self.args])
        parts.extend([f"{name}={value!r}" for name, value in self.keywords.items()])
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def _method(self):
        def _method(cls_or_self, /, *args, **keywords):
            keywords = {**self.keywords, **keywords}
            return self.func(cls_or_self, *self.args, *args, **keywords)

        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not callable(self.func):
            new = get(obj, cls)
            if new is not self.func:
                return partial(new, *self.args, **self.keywords)
        elif isinstance(self.func, (classmethod, staticmethod)):
            return partial(get(obj, cls), *self.args, **self.keywords)
        return self._method().__get__(obj, cls)


def _matching_abcs(cls, known):
    """The registered abstract classes that a class belongs to without being derived from them."""
    mro = cls.__mro__
    found = []
    for abc in known:
        if abc not in mro and isinstance(abc, type) and issubclass(cls, abc):
            found.append(abc)
    return found


def _find_implementation(cls, registry):
    abcs = _matching_abcs(cls, registry)
    for base in cls.__mro__:
        if base in registry and base is not object:
            return registry[base]
        here = []
        for abc in abcs:
            if issubclass(base, abc) and not any(issubclass(b, abc) for b in base.__bases__):
                here.append(abc)
        best = [a for a in here if not any(b is not a and issubclass(b, a) for b in here)]
        if len(best) > 1:
            raise RuntimeError(f"Ambiguous dispatch: {best[0]} or {best[1]}")
        if best:
            return registry[best[0]]
    return registry.get(object)


def singledispatch(func):
    registry = {}
    cache = {}
    funcname = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        if cls not in cache:
            cache[cls] = registry[cls] if cls in registry else _find_implementation(cls, registry)
        return cache[cls]

    def register(cls, func=None):
        if isinstance(cls, type):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                _unsupported("`register` of a union")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    f"Use either `@register(some_class)` or plain `@register` "
                    f"on an annotated function."
                )
            func = cls
            argname, cls = next(iter(annotations.items()))
            if not isinstance(cls, type):
                _unsupported("`register` by this annotation")
        registry[cls] = func
        cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = _registry_view(registry)
    wrapper._clear_cache = cache.clear
    update_wrapper(wrapper, func)
    return wrapper


def _registry_view(registry):
    import types

    return types.MappingProxyType(registry)


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        name = getattr(self.func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{name} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = getattr(self.func, "__isabstractmethod__", False)
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method
