# `bisect`.


def _search(a, lo, hi, goes_left):
    if lo < 0:
        raise ValueError("lo must be non-negative")
    if hi is None:
        hi = len(a)
    while lo < hi:
        middle = (lo + hi) // 2
        if goes_left(a[middle]):
            hi = middle
        else:
            lo = middle + 1
    return lo


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    if key is None:
        return _search(a, lo, hi, lambda item: x < item)
    return _search(a, lo, hi, lambda item: x < key(item))


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    if key is None:
        return _search(a, lo, hi, lambda item: not item < x)
    return _search(a, lo, hi, lambda item: not key(item) < x)


def insort_right(a, x, lo=0, hi=None, *, key=None):
    a.insert(bisect_right(a, x if key is None else key(x), lo, hi, key=key), x)


def insort_left(a, x, lo=0, hi=None, *, key=None):
    a.insert(bisect_left(a, x if key is None else key(x), lo, hi, key=key), x)


bisect = bisect_right
insort = insort_right
