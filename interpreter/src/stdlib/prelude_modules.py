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


def _import_by_hook(hook, name, message):
    """`from module import name` where the module has a `__getattr__`."""
    try:
        return hook(name)
    except AttributeError:
        raise ImportError(message) from None


# Files


class UnsupportedOperation(OSError, ValueError):
    __module__ = "io"


def _writelines(file, lines):
    for line in lines:
        file.write(line)

