# `itertools`: classes, as in CPython. What they do between two items of theirs can raise, and they go
# on after that where CPython's go on; `_step`, which counts, is one native, as threads share counters.

_missing = object()


class _Iterator:
    __slots__ = ()

    def __iter__(self):
        return self


class count(_Iterator):
    __slots__ = ("_state",)

    def __init__(self, start=0, step=1):
        for number in (start, step):
            if not isinstance(number, (int, float)):
                raise TypeError("a number is required")
        self._state = [start, step]

    def __next__(self):
        return _step(self._state)

    def __repr__(self):
        number, step = self._state
        if type(step) is int and step == 1:
            return f"count({number!r})"
        return f"count({number!r}, {step!r})"


class repeat(_Iterator):
    __slots__ = ("_object", "_left")

    def __init__(self, object, times=None):
        self._object = object
        self._left = None if times is None else max(times, 0)

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        if self._left is None:
            return f"repeat({self._object!r})"
        return f"repeat({self._object!r}, {self._left})"


class cycle(_Iterator):
    __slots__ = ("_items", "_saved", "_state")

    def __init__(self, iterable, /):
        self._items = iter(iterable)
        self._saved = []
        self._state = [0, 1]

    def __next__(self):
        if self._items is not None:
            item = next(self._items, _missing)
            if item is not _missing:
                self._saved.append(item)
                return item
            self._items = None
        if not self._saved:
            raise StopIteration
        return self._saved[_step(self._state) % len(self._saved)]


class chain(_Iterator):
    __slots__ = ("_iterables", "_items")

    def __init__(self, *iterables):
        self._iterables = iter(iterables)
        self._items = None

    @classmethod
    def from_iterable(cls, iterable, /):
        made = cls()
        made._iterables = iter(iterable)
        return made

    def __next__(self):
        while self._iterables is not None:
            if self._items is None:
                iterables = self._iterables
                self._iterables = None
                iterable = next(iterables, _missing)
                if iterable is _missing:
                    break
                self._items = iter(iterable)
                self._iterables = iterables
            item = next(self._items, _missing)
            if item is not _missing:
                return item
            self._items = None
        raise StopIteration


class accumulate(_Iterator):
    __slots__ = ("_items", "_func", "_initial", "_total")

    def __init__(self, iterable, func=None, *, initial=None):
        self._items = iter(iterable)
        self._func = func
        self._initial = initial
        self._total = _missing

    def __next__(self):
        if self._initial is not None:
            self._total = self._initial
            self._initial = None
            return self._total
        item = next(self._items)
        if self._total is _missing:
            self._total = item
        elif self._func is None:
            self._total = self._total + item
        else:
            self._total = self._func(self._total, item)
        return self._total


class islice(_Iterator):
    __slots__ = ("_items", "_place", "_wanted", "_stop", "_distance")

    def __init__(self, iterable, *args):
        if not 1 <= len(args) <= 3:
            few = "at least 2" if not args else "at most 4"
            raise TypeError(f"islice expected {few} arguments, got {len(args) + 1}")
        bounds = slice(*args)
        start = 0 if bounds.start is None else bounds.start
        step = 1 if bounds.step is None else bounds.step
        stop = bounds.stop
        if stop is not None and not _is_count(stop):
            raise ValueError(
                "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
                if len(args) == 1 or not isinstance(stop, int)
                else "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
            )
        if not _is_count(start):
            raise ValueError(
                "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
            )
        if not _is_count(step) or step == 0:
            raise ValueError("Step for islice() must be a positive integer or None.")
        self._items = iter(iterable)
        self._place = 0
        self._wanted = start
        self._stop = stop
        self._distance = step

    def __next__(self):
        items = self._items
        if items is None:
            raise StopIteration
        # It is over, unless it gets to the end of this.
        self._items = None
        while self._place < self._wanted:
            next(items)
            self._place += 1
        stop = self._stop
        if stop is not None and self._place >= stop:
            raise StopIteration
        item = next(items)
        self._place += 1
        self._wanted += self._distance
        if stop is not None and self._wanted > stop:
            self._wanted = stop
        self._items = items
        return item


def _is_count(number):
    return isinstance(number, int) and 0 <= number <= 9223372036854775807


class takewhile(_Iterator):
    __slots__ = ("_predicate", "_items", "_is_over")

    def __init__(self, predicate, iterable, /):
        self._predicate = predicate
        self._items = iter(iterable)
        self._is_over = False

    def __next__(self):
        if not self._is_over:
            item = next(self._items)
            if self._predicate(item):
                return item
            self._is_over = True
        raise StopIteration


class dropwhile(_Iterator):
    __slots__ = ("_predicate", "_items", "_has_begun")

    def __init__(self, predicate, iterable, /):
        self._predicate = predicate
        self._items = iter(iterable)
        self._has_begun = False

    def __next__(self):
        while True:
            item = next(self._items)
            if self._has_begun:
                return item
            if not self._predicate(item):
                self._has_begun = True
                return item


class filterfalse(_Iterator):
    __slots__ = ("_function", "_items")

    def __init__(self, function, iterable, /):
        self._function = None if function is bool else function
        self._items = iter(iterable)

    def __next__(self):
        while True:
            item = next(self._items)
            if not (item if self._function is None else self._function(item)):
                return item


class starmap(_Iterator):
    __slots__ = ("_function", "_items")

    def __init__(self, function, iterable, /):
        self._function = function
        self._items = iter(iterable)

    def __next__(self):
        return self._function(*next(self._items))


class compress(_Iterator):
    __slots__ = ("_data", "_selectors")

    def __init__(self, data, selectors):
        self._data = iter(data)
        self._selectors = iter(selectors)

    def __next__(self):
        while True:
            item = next(self._data)
            if next(self._selectors):
                return item


class pairwise(_Iterator):
    __slots__ = ("_items", "_before")

    def __init__(self, iterable, /):
        self._items = iter(iterable)
        self._before = _missing

    def __next__(self):
        items = self._items
        if items is None:
            raise StopIteration
        self._items = None
        if self._before is _missing:
            self._before = next(items)
        before = self._before
        self._before = next(items)
        self._items = items
        return before, self._before


class batched(_Iterator):
    __slots__ = ("_items", "_size", "_strict")

    def __init__(self, iterable, n, *, strict=False):
        if n < 1:
            raise ValueError("n must be at least one")
        self._items = iter(iterable)
        self._size = n
        self._strict = strict

    def __next__(self):
        items = self._items
        if items is None:
            raise StopIteration
        self._items = None
        batch = []
        while len(batch) < self._size:
            item = next(items, _missing)
            if item is _missing:
                break
            batch.append(item)
        if not batch:
            raise StopIteration
        if len(batch) < self._size and self._strict:
            raise ValueError("batched(): incomplete batch")
        self._items = items
        return tuple(batch)


class zip_longest(_Iterator):
    __slots__ = ("_iterators", "_fill", "_left")

    def __init__(self, *iterables, fillvalue=None):
        self._iterators = [iter(iterable) for iterable in iterables]
        self._fill = fillvalue
        self._left = len(iterables)

    def __next__(self):
        left = self._left
        if not left:
            raise StopIteration
        self._left = 0
        row = []
        for place, iterator in enumerate(self._iterators):
            item = self._fill
            if iterator is not None:
                item = next(iterator, _missing)
                if item is _missing:
                    left -= 1
                    if not left:
                        raise StopIteration
                    self._iterators[place] = None
                    item = self._fill
            row.append(item)
        self._left = left
        return tuple(row)


class _Rows(_Iterator):
    """Rows that no code of the script has a part in, once the pools are there."""

    __slots__ = ("_rows",)

    def __next__(self):
        return next(self._rows)


class product(_Rows):
    __slots__ = ()

    def __init__(self, *iterables, repeat=1):
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        self._rows = _product([tuple(iterable) for iterable in iterables] * repeat)


def _product(pools):
    for pool in pools:
        if not pool:
            return
    places = [0] * len(pools)
    row = [pool[0] for pool in pools]
    while True:
        yield tuple(row)
        column = len(pools) - 1
        while column >= 0:
            places[column] += 1
            if places[column] < len(pools[column]):
                row[column] = pools[column][places[column]]
                break
            places[column] = 0
            row[column] = pools[column][0]
            column -= 1
        if column < 0:
            return


class permutations(_Rows):
    __slots__ = ()

    def __init__(self, iterable, r=None):
        pool = tuple(iterable)
        if r is None:
            r = len(pool)
        elif not isinstance(r, int):
            raise TypeError("Expected int as r")
        elif r < 0:
            raise ValueError("r must be non-negative")
        self._rows = _permutations(pool, r)


def _permutations(pool, r):
    n = len(pool)
    if r > n:
        return
    order = list(range(n))
    # How many choices are left for each column, this one included.
    left = list(range(n, n - r, -1))
    while True:
        yield tuple([pool[place] for place in order[:r]])
        column = r - 1
        while column >= 0:
            left[column] -= 1
            if left[column]:
                other = n - left[column]
                order[column], order[other] = order[other], order[column]
                break
            order.append(order.pop(column))
            left[column] = n - column
            column -= 1
        if column < 0:
            return


class combinations(_Rows):
    __slots__ = ()

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        if r < 0:
            raise ValueError("r must be non-negative")
        self._rows = _combinations(pool, r)


def _combinations(pool, r):
    n = len(pool)
    if r > n:
        return
    places = list(range(r))
    while True:
        yield tuple([pool[place] for place in places])
        column = r - 1
        while column >= 0 and places[column] == column + n - r:
            column -= 1
        if column < 0:
            return
        places[column] += 1
        for later in range(column + 1, r):
            places[later] = places[later - 1] + 1


class combinations_with_replacement(_Rows):
    __slots__ = ()

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        if r < 0:
            raise ValueError("r must be non-negative")
        self._rows = _combinations_with_replacement(pool, r)


def _combinations_with_replacement(pool, r):
    n = len(pool)
    if not n and r:
        return
    places = [0] * r
    while True:
        yield tuple([pool[place] for place in places])
        column = r - 1
        while column >= 0 and places[column] == n - 1:
            column -= 1
        if column < 0:
            return
        places[column:] = [places[column] + 1] * (r - column)


class groupby(_Iterator):
    __slots__ = ("_items", "_key", "_value", "_found", "_wanted", "_group")

    def __init__(self, iterable, key=None):
        self._items = iter(iterable)
        self._key = key
        # The item that was read last, until its group gives it, and its key.
        self._value = self._found = _missing
        self._wanted = _missing
        self._group = None

    def _advance(self):
        item = next(self._items)
        self._found = item if self._key is None else self._key(item)
        self._value = item

    def __next__(self):
        self._group = None
        while self._found is _missing or (
            self._wanted is not _missing
            and (self._wanted is self._found or self._wanted == self._found)
        ):
            self._advance()
        self._wanted = self._found
        self._group = group = _grouper(self, self._wanted)
        return self._found, group


class _grouper(_Iterator):
    __slots__ = ("_parent", "_wanted")

    def __init__(self, parent, wanted):
        self._parent = parent
        self._wanted = wanted

    def __next__(self):
        parent = self._parent
        if parent._group is not self:
            raise StopIteration
        if parent._value is _missing:
            parent._advance()
        if not (self._wanted is parent._found or self._wanted == parent._found):
            raise StopIteration
        item = parent._value
        parent._value = parent._found = _missing
        return item


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    if not n:
        return ()
    first = iter(iterable)
    if not isinstance(first, _tee):
        first = _tee(first)
    return (first, *[first.__copy__() for _ in range(n - 1)])


class _tee(_Iterator):
    """Cells of an item and the next cell lead on; the last is empty until someone needs it. The state
    is the iterator that all have in common and the cell ahead."""

    __slots__ = ("_state",)

    def __init__(self, iterable, /):
        self._state = [iter(iterable), []]

    def __copy__(self):
        copy = _tee(())
        copy._state = self._state[:]
        return copy

    def __next__(self):
        return _tee_item(self._state)
