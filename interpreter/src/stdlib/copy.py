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
    if isinstance(value, (BaseException, list, dict, set, frozenset, tuple, str, int, float, bytes)):
        _unsupported(f"a copy of a `{type(value).__name__}`")
    if type(value).__module__ == "builtins" or not hasattr(value, "__dict__"):
        name = type(value).__name__
        if name in ("generator", "module", "lock", "RLock"):
            raise TypeError(f"cannot pickle '{name}' object")
        _unsupported(f"a copy of a `{name}`")
    for hook in ("__reduce_ex__", "__reduce__", "__getstate__", "__setstate__", "__getnewargs__"):
        if any(hook in dict(_class_items(cls)) for cls in type(value).__mro__[:-1]):
            _unsupported(f"a copy of an object with `{hook}`")
    return object.__new__(type(value))


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
    if isinstance(x, tuple) and hasattr(x, "_make"):
        return x._make(x)
    made = _like(x)
    for name, value in x.__dict__.items():
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
    if kind is list:
        made = []
        memo[id(x)] = made
        for item in x:
            made.append(deepcopy(item, memo))
        return made
    if kind is dict:
        made = {}
        memo[id(x)] = made
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
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
    if isinstance(x, tuple) and hasattr(x, "_make"):
        return x._make([deepcopy(item, memo) for item in x])
    if kind.__module__ == "collections":
        return _deep_collection(x, memo)
    made = _like(x)
    memo[id(x)] = made
    for name, value in x.__dict__.items():
        object.__setattr__(made, name, deepcopy(value, memo))
    return made


def _deep_collection(x, memo):
    made = copy(x)
    memo[id(x)] = made
    if isinstance(x, dict):
        made._table = deepcopy(x._table, memo)
    elif type(x).__name__ == "deque":
        made.clear()
        made.extend([deepcopy(item, memo) for item in x])
    else:
        made.maps = deepcopy(x.maps, memo)
    return made
