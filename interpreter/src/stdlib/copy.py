# `copy`: of containers and of objects of the script's classes.


class Error(Exception):
    pass


error = Error


def _is_atom(value):
    kind = type(value)
    if value is None or value is NotImplemented or value is ... or isinstance(value, type):
        return True
    if kind in (int, float, bool, complex, str, bytes, range, slice, property):
        return True
    return kind.__name__ in (
        "function", "builtin_function_or_method", "method_descriptor", "ReferenceType"
    )


def _member(cls, name):
    """What a class of the script, or one of the library, has under this name."""
    for base in cls.__mro__[:-1]:
        if base.__module__ != "builtins" and name in dict(_class_items(base)):
            return getattr(cls, name)
    return None


def _like(value):
    """A new object of the same class, for one that holds nothing but attributes."""
    if isinstance(value, BaseException):
        _unsupported(f"a copy of a `{type(value).__name__}`")
    if type(value).__module__ == "builtins":
        name = type(value).__name__
        if name in ("generator", "module", "lock", "RLock"):
            raise TypeError(f"cannot pickle '{name}' object")
        _unsupported(f"a copy of a `{name}`")
    return _derive(type(value), _core(value))


def _is_derived(cls):
    """Whether a class is derived from a builtin one other than object."""
    return any(base.__module__ == "builtins" for base in cls.__mro__[:-1])


def _reduction(x):
    """What the class of an object says about how to make one like it; None if it says nothing."""
    cls = type(x)
    if _member(cls, "__reduce_ex__") is not None:
        return cls.__reduce_ex__(x, 4)
    if _member(cls, "__reduce__") is not None:
        return cls.__reduce__(x)
    if isinstance(x, BaseException):
        if isinstance(x, (ImportError, AttributeError, NameError)):
            _unsupported(f"a copy of a `{cls.__name__}`")
        if isinstance(x, OSError):
            args = x.args
            if len(args) == 2 and x.filename is not None:
                args += (x.filename,) if x.filename2 is None else (x.filename, None, x.filename2)
            return cls, args
        return (cls, x.args, x.__dict__) if x.__dict__ else (cls, x.args)
    names = ("__getstate__", "__setstate__", "__getnewargs__", "__getnewargs_ex__")
    if isinstance(x, tuple) or not any(_member(cls, name) for name in names):
        return None
    args, keywords = (), {}
    if _member(cls, "__getnewargs_ex__") is not None:
        args, keywords = x.__getnewargs_ex__()
    elif _member(cls, "__getnewargs__") is not None:
        args = x.__getnewargs__()
    elif _is_derived(cls) and not isinstance(x, (list, dict)):
        _unsupported("a copy of an object of a class derived from a builtin one with `__getstate__`")
    if _member(cls, "__getstate__") is not None:
        state = x.__getstate__()
    else:
        state = dict(_attributes(x)) or None
    items = iter(list(x)) if isinstance(x, list) else None
    pairs = iter(list(x.items())) if isinstance(x, dict) else None
    return (lambda *args: cls.__new__(cls, *args, **keywords)), args, state, items, pairs


def _rebuild(x, parts, memo=None):
    """The object that a reduction speaks of; with a memo a deep copy."""
    function, args, *rest = parts
    state, items, pairs = (rest + [None, None, None])[:3]

    def copied(value):
        return value if memo is None else deepcopy(value, memo)

    made = function(*[copied(arg) for arg in args])
    if memo is not None:
        memo[id(x)] = made
    if state is not None:
        state = copied(state)
        if _member(type(made), "__setstate__") is not None:
            made.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                _update(made, state)
            for name, value in (slots or {}).items():
                setattr(made, name, value)
    for item in items or ():
        made.append(copied(item))
    for key, value in pairs or ():
        made[copied(key)] = copied(value)
    return made


def _update(made, state):
    own = getattr(made, "__dict__", None)
    if own is not None:
        own.update(state)
        return
    for name, value in state.items():
        object.__setattr__(made, name, value)


def _attributes(value):
    """Names and values of an object's attributes, in its dict or in slots."""
    found = []
    for cls in reversed(type(value).__mro__[:-1]):
        slots = dict(_class_items(cls)).get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ("__dict__", "__weakref__"):
                if name.startswith("__") and not name.endswith("__"):
                    name = f"_{cls.__name__.lstrip('_')}{name}"
                if hasattr(value, name):
                    found.append((name, getattr(value, name)))
    if not found and hasattr(value, "__dict__"):
        found.extend(value.__dict__.items())
    return found


def copy(x):
    if _is_atom(x):
        return x
    hook = getattr(type(x), "__copy__", None)
    if hook is not None:
        return hook(x)
    kind = type(x)
    if kind in (tuple, frozenset):
        return x
    if kind in (list, dict, set, bytearray):
        return x.copy()
    if kind.__name__ == "method":
        return x
    parts = _reduction(x)
    if parts is not None:
        return x if isinstance(parts, str) else _rebuild(x, parts)
    made = _like(x)
    if isinstance(x, (list, dict, set)):
        made = _derive(kind, _core(x).copy())
    for name, value in _attributes(x):
        object.__setattr__(made, name, value)
    return made


def deepcopy(x, memo=None):
    if _is_atom(x):
        return x
    if memo is None:
        memo = {}
    if id(x) in memo:
        return memo[id(x)]
    hook = getattr(type(x), "__deepcopy__", None)
    if hook is not None:
        made = hook(x, memo)
    else:
        made = _deep(x, memo)
    memo[id(x)] = made
    # What is copied must live as long as its identity is looked up.
    memo.setdefault(id(memo), []).append(x)
    return made


def _deep(x, memo):
    kind = type(x)
    if kind in (list, dict):
        made = kind()
        memo[id(x)] = made
        _fill(made, x, memo)
        return made
    if kind is tuple:
        items = [deepcopy(item, memo) for item in x]
        if id(x) in memo:
            return memo[id(x)]
        if all(new is old for new, old in zip(items, x)):
            return x
        return tuple(items)
    if kind in (set, frozenset):
        return kind([deepcopy(item, memo) for item in x])
    if kind.__module__ == "collections" and kind.__name__ == "ChainMap":
        return _deep_collection(x, memo)
    if kind is bytearray:
        return x.copy()
    if kind.__name__ == "method":
        return kind(x.__func__, deepcopy(x.__self__, memo))
    parts = _reduction(x)
    if parts is not None:
        return x if isinstance(parts, str) else _rebuild(x, parts, memo)
    if isinstance(x, (tuple, frozenset)):
        return _derive(kind, _deep(_core(x), memo))
    made = _like(x)
    memo[id(x)] = made
    if isinstance(x, (list, dict, set)):
        made = _derive(kind, type(_core(x))())
        memo[id(x)] = made
        _fill(_core(made), _core(x), memo)
    for name, value in _attributes(x):
        object.__setattr__(made, name, deepcopy(value, memo))
    return made


def _fill(made, x, memo):
    """Fills a container with deep copies of the items of another."""
    if isinstance(x, dict):
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
    elif isinstance(x, list):
        for item in x:
            made.append(deepcopy(item, memo))
    else:
        made.update([deepcopy(item, memo) for item in x])


def _deep_collection(x, memo):
    made = copy(x)
    memo[id(x)] = made
    made.maps = deepcopy(x.maps, memo)
    return made


def replace(obj, /, **changes):
    cls = type(obj)
    method = getattr(cls, "__replace__", None)
    if method is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return method(obj, **changes)
