# `collections`: only what needs no class derived from a builtin one.


class deque:
    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._ring = _ring()
        self._maxlen = maxlen
        self.extend(iterable)

    def __init_subclass__(cls):
        _unsupported("a class derived from `collections.deque`")

    @property
    def maxlen(self):
        return self._maxlen

    def append(self, x, /):
        _push(self._ring, self._maxlen, x)

    def appendleft(self, x, /):
        _push_left(self._ring, self._maxlen, x)

    def pop(self):
        return _pop(self._ring)

    def popleft(self):
        return _pop_left(self._ring)

    def extend(self, iterable, /):
        ring = self._ring
        for item in list(iterable) if iterable is self else iterable:
            _push(ring, self._maxlen, item)

    def extendleft(self, iterable, /):
        ring = self._ring
        for item in list(iterable) if iterable is self else iterable:
            _push_left(ring, self._maxlen, item)

    def clear(self):
        _replace(self._ring, [])

    def copy(self):
        return deque(_items(self._ring), self._maxlen)

    __copy__ = copy

    def count(self, x, /):
        return _items(self._ring).count(x)

    def index(self, x, *bounds):
        try:
            return _items(self._ring).index(x, *bounds)
        except ValueError:
            raise ValueError(f"{x!r} is not in deque") from None

    def insert(self, i, x, /):
        items = _items(self._ring)
        if self._maxlen is not None and len(items) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        items.insert(i, x)
        _replace(self._ring, items)

    def remove(self, value, /):
        items = _items(self._ring)
        if value not in items:
            raise ValueError(f"{value!r} is not in deque")
        items.remove(value)
        _replace(self._ring, items)

    def reverse(self):
        _reverse(self._ring)

    def rotate(self, n=1, /):
        length = _length(self._ring)
        if length:
            _rotate(self._ring, n % length)

    def __len__(self):
        return _length(self._ring)

    def __iter__(self):
        return self._iterate(range(_length(self._ring)))

    def __reversed__(self):
        return self._iterate(range(_length(self._ring) - 1, -1, -1))

    def _iterate(self, places):
        ring = self._ring
        changes = _changes(ring)
        for place in places:
            yield _item(ring, place, changes)

    def __contains__(self, x):
        return x in _items(self._ring)

    def _checked(self, index):
        if not isinstance(index, int):
            name = type(index).__name__
            raise TypeError(f"sequence index must be integer, not '{name}'")
        return index

    def __getitem__(self, index):
        return _item(self._ring, self._checked(index), None)

    def __setitem__(self, index, value):
        _set_item(self._ring, self._checked(index), value)

    def __delitem__(self, index):
        items = _items(self._ring)
        index = self._checked(index)
        if not -len(items) <= index < len(items):
            raise IndexError("deque index out of range")
        del items[index]
        _replace(self._ring, items)

    def __eq__(self, other):
        return _items(self._ring) == _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return _items(self._ring) < _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return _items(self._ring) <= _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return _items(self._ring) > _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return _items(self._ring) >= _items(other._ring) if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __add__(self, other):
        if not isinstance(other, deque):
            name = type(other).__name__
            raise TypeError(f'can only concatenate deque (not "{name}") to deque')
        return deque(_items(self._ring) + _items(other._ring), self._maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, times):
        return deque(_items(self._ring) * times, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, times):
        items = _items(self._ring) * times
        if self._maxlen is not None:
            items = items[max(0, len(items) - self._maxlen) :]
        _replace(self._ring, items)
        return self

    def __repr__(self):
        if self._maxlen is None:
            return f"deque({_items(self._ring)!r})"
        return f"deque({_items(self._ring)!r}, maxlen={self._maxlen})"
