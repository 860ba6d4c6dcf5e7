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
    if type(value).__module__ == "builtins":
        name = type(value).__name__
        if name in ("generator", "module", "lock", "RLock"):
            raise TypeError(f"cannot pickle '{name}' object")
        _unsupported(f"a copy of a `{name}`")
    if hasattr(value, "_fields") and isinstance(value, tuple):
        return _derive(type(value), _core(value))
    for hook in ("__getnewargs__", "__getnewargs_ex__"):
        if _has_hook(value, hook):
            _unsupported(f"a copy of an object with `{hook}`")
    return _derive(type(value), _core(value))


def _has_hook(value, hook):
    """Whether a class of the script's says how its objects are taken apart."""
    if type(value).__module__ == "builtins":
        return False
    return any(hook in dict(_class_items(cls)) for cls in type(value).__mro__[:-1])


def _reduced(value):
    """What `__reduce_ex__` answers where it is not `object`'s, else None."""
    if _has_hook(value, "__reduce_ex__"):
        return value.__reduce_ex__(4)
    if _has_hook(value, "__reduce__"):
        return value.__reduce__()
    if not isinstance(value, BaseException):
        return None
    if isinstance(value, (OSError, ImportError, AttributeError, NameError)):
        _unsupported(f"a copy of a `{type(value).__name__}`")
    if value.__dict__:
        return type(value), value.args, value.__dict__
    return type(value), value.args


def _rebuild(x, memo, func, args, state=None, items=None, pairs=None):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    made = func(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        _set_state(made, deepcopy(state, memo) if deep else state)
    if items is not None:
        for item in items:
            made.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            made[key] = value
    return made


def _set_state(made, state):
    if _has_hook(made, "__setstate__"):
        made.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        made.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(made, name, value)


def _state(value):
    """What `__getstate__` answers: `object`'s gives the attributes, or None if there are none."""
    if _has_hook(value, "__getstate__"):
        return value.__getstate__()
    return dict(_attributes(value)) or None


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
    reduced = _reduced(x)
    if reduced is not None:
        return x if isinstance(reduced, str) else _rebuild(x, None, *reduced)
    made = _like(x)
    if isinstance(x, (list, dict, set)):
        made = _derive(kind, _core(x).copy())
    if _has_hook(x, "__getstate__") or _has_hook(x, "__setstate__"):
        state = _state(x)
        if state is not None:
            _set_state(made, state)
        return made
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
    reduced = _reduced(x)
    if reduced is not None:
        return x if isinstance(reduced, str) else _rebuild(x, memo, *reduced)
    made = _like(x)
    memo[id(x)] = made
    if isinstance(x, (list, dict, set)):
        made = _derive(kind, type(_core(x))())
        memo[id(x)] = made
        _fill(_core(made), _core(x), memo)
    if _has_hook(x, "__getstate__") or _has_hook(x, "__setstate__"):
        state = _state(x)
        if state is not None:
            _set_state(made, deepcopy(state, memo))
        return made
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
