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
