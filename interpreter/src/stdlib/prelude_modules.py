# Twins of natives of modules.


def _math_fsum(seq):
    return _native_fsum([_as_float(item) for item in seq])


def _as_float(value):
    """A number of a class of the script as a float; anything else as it is."""
    if isinstance(value, (int, float)):
        return value
    if _special(value, "__float__") is None and _special(value, "__index__") is None:
        raise TypeError(f"must be real number, not {_name(value)}")
    return float(value)


def _math_floor(x):
    method = _special(x, "__floor__")
    return _math_of_floats("floor", x) if method is None else method()


def _math_ceil(x):
    method = _special(x, "__ceil__")
    return _math_of_floats("ceil", x) if method is None else method()


def _math_trunc(x):
    method = _special(x, "__trunc__")
    if method is None:
        raise TypeError(f"type {_name(x)} doesn't define __trunc__ method")
    return method()


def _math_of_floats(name, *args):
    import math

    return getattr(math, name)(*[_as_float(value) for value in args])


def _math_dist(p, q):
    return _native_dist([item for item in p], [item for item in q])


def _math_prod(iterable, *, start=1):
    product = start
    for item in iterable:
        product = product * item
    return product


def _local_init(local):
    args, keywords = _local_args(local)
    local.__init__(*args, **keywords)


def _local_get(local, name):
    _local_init(local)
    return getattr(local, name)


def _local_set(local, name, value):
    _local_init(local)
    setattr(local, name, value)


def _local_delete(local, name):
    _local_init(local)
    delattr(local, name)


# Files


class UnsupportedOperation(OSError, ValueError):
    __module__ = "io"


def _writelines(file, lines):
    for line in lines:
        file.write(line)



def _import_from(module, name):
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    import sys

    origin = getattr(module, "__name__", "<unknown module name>")
    inner = f"{origin}.{name}"
    known = sys.modules.get(inner)
    if known is not None:
        return known
    if hasattr(module, "__path__"):
        try:
            return _import(inner, fromlist=("*",))
        except ModuleNotFoundError as error:
            if error.name != inner:
                raise
    path = getattr(module, "__file__", None)
    place = "unknown location" if path is None else path
    raise ImportError(f"cannot import name {name!r} from {origin!r} ({place})", name=origin, path=path)


def _import(name, globals=None, locals=None, fromlist=(), level=0):
    """`__import__`"""
    if not isinstance(name, str):
        raise TypeError("module name must be a string")
    if level:
        _unsupported("`level` of `__import__`")
    if not name:
        raise ValueError("Empty module name")
    if not all(part.isidentifier() for part in name.split(".")):
        _unsupported("`__import__` of what no statement could import")
    namespace = {}
    exec(f"import {name} as module, {name}", namespace)
    if not fromlist:
        return namespace[name.partition(".")[0]]
    module = namespace["module"]
    for item in fromlist:
        if item != "*" and not hasattr(module, item) and hasattr(module, "__path__"):
            exec(f"import {name}.{item}", {})
    return module
