# `heapq`: heaps are natives with twins in toy Python; here is what CPython writes in Python.

from _heapq import *
from _heapq import _heapify_max, _heappop_max, _heapreplace_max


def _best(n, iterable, key, order, make_heap, replace, reverse):
    """The `n` first in order, from a heap that has the last of them on top."""
    items = iter(iterable)
    result = []
    for place, item in zip(range(0, order * n, order), items):
        result.append((item if key is None else key(item), place, item))
    if not result:
        return []
    make_heap(result)
    top = result[0][0]
    place = order * n
    for item in items:
        rank = item if key is None else key(item)
        if rank < top if order > 0 else top < rank:
            replace(result, (rank, place, item))
            top = result[0][0]
            place += order
    result.sort(reverse=reverse)
    return [item for _, _, item in result]


def _size(iterable):
    try:
        return len(iterable)
    except (TypeError, AttributeError):
        return None


_nothing = object()


def nsmallest(n, iterable, key=None):
    if n == 1:
        result = min(iterable, default=_nothing, key=key)
        return [] if result is _nothing else [result]
    size = _size(iterable)
    if size is not None and n >= size:
        return sorted(iterable, key=key)[:n]
    return _best(n, iterable, key, 1, _heapify_max, _heapreplace_max, False)


def nlargest(n, iterable, key=None):
    if n == 1:
        result = max(iterable, default=_nothing, key=key)
        return [] if result is _nothing else [result]
    size = _size(iterable)
    if size is not None and n >= size:
        return sorted(iterable, key=key, reverse=True)[:n]
    return _best(n, iterable, key, -1, heapify, heapreplace, True)


def merge(*iterables, key=None, reverse=False):
    make_heap, pop, replace = heapify, heappop, heapreplace
    if reverse:
        make_heap, pop, replace = _heapify_max, _heappop_max, _heapreplace_max
    direction = -1 if reverse else 1
    heap = []
    for order, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            rank = item if key is None else key(item)
            heap.append([rank, order * direction, item, iterator])
            break
    make_heap(heap)
    while len(heap) > 1:
        entry = heap[0]
        yield entry[2]
        for item in entry[3]:
            entry[0] = item if key is None else key(item)
            entry[2] = item
            replace(heap, entry)
            break
        else:
            pop(heap)
    if heap:
        _, _, item, iterator = heap[0]
        yield item
        yield from iterator
