# Twins of natives of modules.


def _math_fsum(seq):
    return _native_fsum([item for item in seq])


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
    known = sys.modules.get(f"{origin}.{name}")
    if known is not None:
        return known
    path = getattr(module, "__file__", None)
    place = "unknown location" if path is None else path
    raise ImportError(f"cannot import name {name!r} from {origin!r} ({place})", name=origin, path=path)
