# `collections`: only what needs no class derived from a builtin one.


class deque:
    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._items = []
        self._maxlen = maxlen
        # Counts changes, for iterators.
        self._changes = 0
        self.extend(iterable)

    def __init_subclass__(cls):
        _unsupported("a class derived from `collections.deque`")

    @property
    def maxlen(self):
        return self._maxlen

    def append(self, x, /):
        self._changes += 1
        self._items.append(x)
        if self._maxlen is not None and len(self._items) > self._maxlen:
            self._items.pop(0)

    def appendleft(self, x, /):
        self._changes += 1
        self._items.insert(0, x)
        if self._maxlen is not None and len(self._items) > self._maxlen:
            self._items.pop()

    def pop(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        return self._items.pop()

    def popleft(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        return self._items.pop(0)

    def extend(self, iterable, /):
        for item in list(iterable) if iterable is self else iterable:
            self.append(item)

    def extendleft(self, iterable, /):
        for item in list(iterable) if iterable is self else iterable:
            self.appendleft(item)

    def clear(self):
        self._changes += 1
        self._items.clear()

    def copy(self):
        return deque(self._items, self._maxlen)

    __copy__ = copy

    def count(self, x, /):
        return self._items.count(x)

    def index(self, x, *bounds):
        try:
            return self._items.index(x, *bounds)
        except ValueError:
            raise ValueError(f"{x!r} is not in deque") from None

    def insert(self, i, x, /):
        if self._maxlen is not None and len(self._items) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        self._changes += 1
        self._items.insert(i, x)

    def remove(self, value, /):
        if value not in self._items:
            raise ValueError(f"{value!r} is not in deque")
        self._changes += 1
        self._items.remove(value)

    def reverse(self):
        self._items.reverse()

    def rotate(self, n=1, /):
        items = self._items
        if items:
            n %= len(items)
            if n:
                self._changes += 1
                items[:] = items[-n:] + items[:-n]

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return self._iterate(range(len(self._items)))

    def __reversed__(self):
        return self._iterate(range(len(self._items) - 1, -1, -1))

    def _iterate(self, places):
        changes = self._changes
        for place in places:
            if changes != self._changes:
                raise RuntimeError("deque mutated during iteration")
            yield self._items[place]

    def __contains__(self, x):
        return x in self._items

    def _place(self, index):
        if not isinstance(index, int):
            name = type(index).__name__
            raise TypeError(f"sequence index must be integer, not '{name}'")
        if not -len(self._items) <= index < len(self._items):
            raise IndexError("deque index out of range")
        return index

    def __getitem__(self, index):
        return self._items[self._place(index)]

    def __setitem__(self, index, value):
        self._items[self._place(index)] = value

    def __delitem__(self, index):
        del self._items[self._place(index)]
        self._changes += 1

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __add__(self, other):
        if not isinstance(other, deque):
            name = type(other).__name__
            raise TypeError(f'can only concatenate deque (not "{name}") to deque')
        return deque(self._items + other._items, self._maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, times):
        return deque(self._items * times, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, times):
        items = self._items * times
        self._changes += 1
        self._items = items if self._maxlen is None else deque(items, self._maxlen)._items
        return self

    def __repr__(self):
        if self._maxlen is None:
            return f"deque({self._items!r})"
        return f"deque({self._items!r}, maxlen={self._maxlen})"
