# `copy`: of containers and of objects of the script's classes.


class Error(Exception):
    pass


error = Error


def _is_atom(value):
    kind = type(value)
    if value is None or value is NotImplemented or value is ... or isinstance(value, type):
        return True
    if kind in (int, float, bool, str, bytes, range, slice, property):
        return True
    return kind.__name__ in ("function", "builtin_function_or_method", "method_descriptor")


def _like(value):
    """A new object of the same class, for one that holds nothing but attributes."""
    if isinstance(value, BaseException):
        _unsupported(f"a copy of a `{type(value).__name__}`")
    if type(value).__module__ == "builtins":
        name = type(value).__name__
        if name in ("generator", "module", "lock", "RLock"):
            raise TypeError(f"cannot pickle '{name}' object")
        _unsupported(f"a copy of a `{name}`")
    if hasattr(value, "_fields") and isinstance(value, tuple):
        return _derive(type(value), _core(value))
    for hook in ("__reduce_ex__", "__reduce__", "__getstate__", "__setstate__", "__getnewargs__"):
        if any(hook in dict(_class_items(cls)) for cls in type(value).__mro__[:-1]):
            _unsupported(f"a copy of an object with `{hook}`")
    return _derive(type(value), _core(value))


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
    if kind in (list, dict, set):
        return x.copy()
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
    if kind.__module__ == "collections" and not isinstance(x, dict):
        return _deep_collection(x, memo)
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
    if type(x).__name__ == "deque":
        made.clear()
        made.extend([deepcopy(item, memo) for item in x])
    else:
        made.maps = deepcopy(x.maps, memo)
    return made
