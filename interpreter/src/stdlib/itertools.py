# `itertools`: functions that check their arguments, then generators. CPython's are classes; what can
# be told apart is refused or rare.

_missing = object()


class count:
    def __init__(self, start=0, step=1):
        for number in (start, step):
            if not isinstance(number, (int, float)):
                raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        number = self._next
        self._next = number + self._step
        return number

    def __repr__(self):
        if type(self._step) is int and self._step == 1:
            return f"count({self._next!r})"
        return f"count({self._next!r}, {self._step!r})"


class repeat:
    def __init__(self, object, times=None):
        self._object = object
        self._left = None if times is None else max(times, 0)

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __repr__(self):
        if self._left is None:
            return f"repeat({self._object!r})"
        return f"repeat({self._object!r}, {self._left})"


def cycle(iterable, /):
    return _cycle(iter(iterable))


def _cycle(iterator):
    saved = []
    for item in iterator:
        saved.append(item)
        yield item
    while saved:
        for item in saved:
            yield item


def chain(*iterables):
    return _chain(iter(iterables))


def _chain(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


def _from_iterable(iterable, /):
    return _chain(iter(iterable))


chain.from_iterable = _from_iterable


def accumulate(iterable, func=None, *, initial=None):
    return _accumulate(iter(iterable), func, initial)


def _accumulate(iterator, func, initial):
    total = initial
    if initial is None:
        for total in iterator:
            break
        else:
            return
    yield total
    for item in iterator:
        total = total + item if func is None else func(total, item)
        yield total


def islice(iterable, *args):
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
    return _islice(iter(iterable), start, stop, step)


def _is_count(number):
    return isinstance(number, int) and 0 <= number <= 9223372036854775807


def _islice(iterator, start, stop, step):
    place = 0
    wanted = start
    while True:
        while place < wanted:
            if next(iterator, _missing) is _missing:
                return
            place += 1
        if stop is not None and place >= stop:
            return
        item = next(iterator, _missing)
        if item is _missing:
            return
        place += 1
        wanted += step
        if stop is not None and wanted > stop:
            wanted = stop
        yield item


def takewhile(predicate, iterable, /):
    return _takewhile(predicate, iter(iterable))


def _takewhile(predicate, iterator):
    for item in iterator:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable, /):
    return _dropwhile(predicate, iter(iterable))


def _dropwhile(predicate, iterator):
    for item in iterator:
        if not predicate(item):
            yield item
            break
    for item in iterator:
        yield item


def filterfalse(function, iterable, /):
    return _filterfalse(function, iter(iterable))


def _filterfalse(function, iterator):
    for item in iterator:
        if not (item if function is None or function is bool else function(item)):
            yield item


def starmap(function, iterable, /):
    return _starmap(function, iter(iterable))


def _starmap(function, iterator):
    for args in iterator:
        yield function(*args)


def compress(data, selectors):
    return _compress(zip(data, selectors))


def _compress(pairs):
    for item, selector in pairs:
        if selector:
            yield item


def pairwise(iterable, /):
    return _pairwise(iter(iterable))


def _pairwise(iterator):
    for before in iterator:
        break
    for item in iterator:
        yield before, item
        before = item


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")
    return _batched(iter(iterable), n, strict)


def _batched(iterator, n, strict):
    batch = []
    for item in iterator:
        batch.append(item)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        if strict:
            raise ValueError("batched(): incomplete batch")
        yield tuple(batch)


def zip_longest(*iterables, fillvalue=None):
    return _zip_longest([iter(iterable) for iterable in iterables], fillvalue)


def _zip_longest(iterators, fillvalue):
    left = len(iterators)
    while left:
        row = []
        for place, iterator in enumerate(iterators):
            item = fillvalue
            if iterator is not None:
                item = next(iterator, _missing)
                if item is _missing:
                    left -= 1
                    if not left:
                        return
                    iterators[place] = None
                    item = fillvalue
            row.append(item)
        yield tuple(row)


def product(*iterables, repeat=1):
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    return _product([tuple(iterable) for iterable in iterables] * repeat)


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


def permutations(iterable, r=None):
    pool = tuple(iterable)
    if r is None:
        r = len(pool)
    elif not isinstance(r, int):
        raise TypeError("Expected int as r")
    elif r < 0:
        raise ValueError("r must be non-negative")
    return _permutations(pool, r)


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


def combinations(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations(pool, r)


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


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations_with_replacement(pool, r)


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


class groupby:
    def __init__(self, iterable, key=None):
        self._items = iter(iterable)
        self._key = key
        self._current = _missing
        self._current_key = _missing
        self._wanted = _missing
        self._group = None

    def __iter__(self):
        return self

    def _advance(self):
        item = next(self._items, _missing)
        if item is _missing:
            self._current = _missing
            return False
        key = item if self._key is None else self._key(item)
        self._current = item
        self._current_key = key
        return True

    def __next__(self):
        self._group = None
        while self._current_key is self._wanted or self._current_key == self._wanted:
            if not self._advance():
                raise StopIteration
        self._wanted = self._current_key
        self._group = marker = object()
        return self._current_key, self._members(self._wanted, marker)

    def _members(self, wanted, marker):
        while self._group is marker and self._current_key == wanted:
            yield self._current
            if self._group is not marker or not self._advance():
                return


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    iterator = iter(iterable)
    # Cells of item and next cell; the last is empty until someone needs it.
    first = []
    return tuple([_tee(iterator, first) for _ in range(n)])


def _tee(iterator, cell):
    while True:
        if not cell:
            item = next(iterator, _missing)
            if item is _missing:
                return
            cell.append(item)
            cell.append([])
        item, cell = cell
        yield item
