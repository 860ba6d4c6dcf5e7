# Twins of the functions of `operator`, `heapq` and `bisect`.


def _operator_add(a, b):
    return a + b


def _operator_sub(a, b):
    return a - b


def _operator_mul(a, b):
    return a * b


def _operator_truediv(a, b):
    return a / b


def _operator_floordiv(a, b):
    return a // b


def _operator_mod(a, b):
    return a % b


def _operator_pow(a, b):
    return a ** b


def _operator_lshift(a, b):
    return a << b


def _operator_rshift(a, b):
    return a >> b


def _operator_and_(a, b):
    return a & b


def _operator_or_(a, b):
    return a | b


def _operator_xor(a, b):
    return a ^ b


def _operator_matmul(a, b):
    return a @ b


def _operator_lt(a, b):
    return a < b


def _operator_le(a, b):
    return a <= b


def _operator_eq(a, b):
    return a == b


def _operator_ne(a, b):
    return a != b


def _operator_ge(a, b):
    return a >= b


def _operator_gt(a, b):
    return a > b


def _operator_iadd(a, b):
    a += b
    return a


def _operator_isub(a, b):
    a -= b
    return a


def _operator_imul(a, b):
    a *= b
    return a


def _operator_itruediv(a, b):
    a /= b
    return a


def _operator_ifloordiv(a, b):
    a //= b
    return a


def _operator_imod(a, b):
    a %= b
    return a


def _operator_ipow(a, b):
    a **= b
    return a


def _operator_ilshift(a, b):
    a <<= b
    return a


def _operator_irshift(a, b):
    a >>= b
    return a


def _operator_iand(a, b):
    a &= b
    return a


def _operator_ior(a, b):
    a |= b
    return a


def _operator_ixor(a, b):
    a ^= b
    return a


def _operator_imatmul(a, b):
    a @= b
    return a


def _operator_neg(a):
    return -a


def _operator_pos(a):
    return +a


def _operator_inv(a):
    return ~a


def _operator_invert(a):
    return ~a


def _operator_abs(a):
    return abs(a)


def _operator_index(a):
    number = _index(a)
    return number if type(number) is int else int.__add__(number, 0)


def _operator_not_(a):
    return not a


def _operator_truth(a):
    return True if a else False


def _operator_getitem(a, b):
    return a[b]


def _operator_setitem(a, b, c):
    a[b] = c


def _operator_delitem(a, b):
    del a[b]


def _operator_contains(a, b):
    return b in a


def _operator_concat(a, b):
    _check_concatenable(a, b)
    return a + b


def _operator_iconcat(a, b):
    _check_concatenable(a, b)
    a += b
    return a


def _operator_indexOf(a, b):
    place = 0
    for item in a:
        if item is b or item == b:
            return place
        place += 1
    raise ValueError("sequence.index(x): x not in sequence")


def _operator_length_hint(obj, default=0):
    if not isinstance(default, int):
        raise TypeError("'" + _name(default) + "' object cannot be interpreted as an integer")
    if _special(obj, "__len__") is not None:
        try:
            return len(obj)
        except TypeError:
            pass
    if not has_own_items(obj) and _special(obj, "__next__") is not None:
        _unsupported("`operator.length_hint` of a builtin iterator")
    method = _special(obj, "__length_hint__")
    if method is None:
        return default
    try:
        hint = method()
    except TypeError:
        return default
    if hint is NotImplemented:
        return default
    if not isinstance(hint, int):
        raise TypeError("__length_hint__ must be an integer, not " + _name(hint))
    if hint < 0:
        raise ValueError("__length_hint__() should return >= 0")
    return hint


def _operator_call(obj, /, *args, **kwargs):
    return obj(*args, **kwargs)


def _check_concatenable(a, b):
    if _special(a, "__getitem__") is None:
        raise TypeError("'" + _name(a) + "' object can't be concatenated")


def _check_heap(what, heap):
    if not isinstance(heap, list):
        found = "None" if heap is None else _name(heap)
        raise TypeError(what + " must be list, not " + found)


def _check_heap_size(heap, size):
    if len(heap) != size:
        raise RuntimeError("list changed size during iteration")


def _heapq_heappush(heap, item):
    _check_heap("heappush() argument 1", heap)
    heap.append(item)
    _heap_up(heap, 0, len(heap) - 1)


def _heapq_heappop(heap):
    _check_heap("heappop() argument", heap)
    return _pop_heap(heap, _heap_down)


def _heapq_heappop_max(heap):
    _check_heap("_heappop_max() argument", heap)
    return _pop_heap(heap, _heap_down_max)


def _heapq_heapify(heap):
    _check_heap("heapify() argument", heap)
    for place in range(len(heap) // 2 - 1, -1, -1):
        _heap_down(heap, place)


def _heapq_heapify_max(heap):
    _check_heap("_heapify_max() argument", heap)
    for place in range(len(heap) // 2 - 1, -1, -1):
        _heap_down_max(heap, place)


def _heapq_heapreplace(heap, item):
    _check_heap("heapreplace() argument 1", heap)
    return _replace_top(heap, item, _heap_down)


def _heapq_heapreplace_max(heap, item):
    _check_heap("_heapreplace_max() argument 1", heap)
    return _replace_top(heap, item, _heap_down_max)


def _heapq_heappushpop(heap, item):
    _check_heap("heappushpop() argument 1", heap)
    if not heap or not heap[0] < item:
        return item
    return _replace_top(heap, item, _heap_down)


def _heap_up(heap, top, place):
    # The item at `place` moves towards `top` until it is in order with its parent.
    size = len(heap)
    if place >= size:
        raise IndexError("index out of range")
    item = heap[place]
    while place > top:
        above = (place - 1) >> 1
        parent = heap[above]
        before = item < parent
        _check_heap_size(heap, size)
        if not before:
            break
        heap[place], heap[above] = heap[above], heap[place]
        place = above


def _heap_down(heap, place):
    # The item goes down to a leaf along the smaller children, then up again: fewer comparisons than
    # stopping early.
    size = len(heap)
    top = place
    if place >= size:
        raise IndexError("index out of range")
    half = size >> 1
    while place < half:
        child = 2 * place + 1
        if child + 1 < size:
            if not heap[child] < heap[child + 1]:
                child += 1
            _check_heap_size(heap, size)
        heap[place], heap[child] = heap[child], heap[place]
        place = child
    _heap_up(heap, top, place)


def _heap_up_max(heap, top, place):
    # The item at `place` moves towards `top` until it is in order with its parent.
    size = len(heap)
    if place >= size:
        raise IndexError("index out of range")
    item = heap[place]
    while place > top:
        above = (place - 1) >> 1
        parent = heap[above]
        before = parent < item
        _check_heap_size(heap, size)
        if not before:
            break
        heap[place], heap[above] = heap[above], heap[place]
        place = above


def _heap_down_max(heap, place):
    # The item goes down to a leaf along the larger children, then up again: fewer comparisons than
    # stopping early.
    size = len(heap)
    top = place
    if place >= size:
        raise IndexError("index out of range")
    half = size >> 1
    while place < half:
        child = 2 * place + 1
        if child + 1 < size:
            if not heap[child + 1] < heap[child]:
                child += 1
            _check_heap_size(heap, size)
        heap[place], heap[child] = heap[child], heap[place]
        place = child
    _heap_up_max(heap, top, place)


def _pop_heap(heap, down):
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    heap[0] = last
    down(heap, 0)
    return first


def _replace_top(heap, item, down):
    if not heap:
        raise IndexError("index out of range")
    first = heap[0]
    heap[0] = item
    down(heap, 0)
    return first


def _search(a, lo, hi, goes_left):
    lo = _index(lo)
    if lo < 0:
        raise ValueError("lo must be non-negative")
    hi = len(a) if hi is None else _index(hi)
    while lo < hi:
        middle = (lo + hi) // 2
        if goes_left(a[middle]):
            hi = middle
        else:
            lo = middle + 1
    return lo


def _bisect_right(a, x, lo=0, hi=None, *, key=None):
    if key is None:
        return _search(a, lo, hi, lambda item: x < item)
    return _search(a, lo, hi, lambda item: x < key(item))


def _bisect_left(a, x, lo=0, hi=None, *, key=None):
    if key is None:
        return _search(a, lo, hi, lambda item: not item < x)
    return _search(a, lo, hi, lambda item: not key(item) < x)


def _insort_right(a, x, lo=0, hi=None, *, key=None):
    a.insert(_bisect_right(a, x if key is None else key(x), lo, hi, key=key), x)


def _insort_left(a, x, lo=0, hi=None, *, key=None):
    a.insert(_bisect_left(a, x if key is None else key(x), lo, hi, key=key), x)
