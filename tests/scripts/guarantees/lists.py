"""What single operations of lists promise where other threads change the list meanwhile."""

import threading


def together(*works):
    """Runs all of them at once; gives what went wrong."""
    start = threading.Barrier(len(works))
    errors = []

    def run(work):
        start.wait()
        try:
            work()
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def row(operation, holds):
    print("ok" if holds else "BROKEN", operation)


MANY = 600
FOUR = range(4)


def threads_of(work):
    return [lambda me=me: work(me) for me in FOUR]


def mine(me):
    return range(me * MANY, (me + 1) * MANY)


EVERYTHING = list(range(4 * MANY))


def reads():
    shared = [0] * 8
    seen = set()

    def write(me):
        for n in mine(me):
            shared[me] = n
            shared.append(n)

    def read():
        for _ in range(MANY):
            seen.update(shared[i] for i in FOUR)

    errors = together(*threads_of(write), read)
    row("lst[i]", not errors and seen <= set(EVERYTHING))
    row("lst[i] = x", shared[:4] == [mine(me)[-1] for me in FOUR])
    row("lst.append(x)", sorted(shared[8:]) == EVERYTHING)


reads()


def popped(place, operation, delete=False):
    shared = list(EVERYTHING)
    got = [[] for _ in FOUR]

    def pop(me):
        for _ in range(MANY):
            if delete:
                del shared[place]
            else:
                got[me].append(shared.pop(place))

    errors = together(*threads_of(pop))
    found = sorted(sum(got, []))
    row(operation, not errors and shared == [] and (delete or found == EVERYTHING))


popped(-1, "lst.pop()")
popped(0, "lst.pop(i)")
popped(0, "del lst[i]", True)


def inserted():
    shared = []

    def insert(me):
        for n in mine(me):
            shared.insert(n % 7, n)

    errors = together(*threads_of(insert))
    row("lst.insert(i, x)", not errors and sorted(shared) == EVERYTHING)


inserted()


def in_triples(operation, add):
    """Three items that are added at once stand side by side."""
    shared = []

    def work(me):
        for n in mine(me):
            add(shared, (n, n, n))

    errors = together(*threads_of(work))
    triples = list(zip(shared[::3], shared[1::3], shared[2::3]))
    whole = all(a == b == c for a, b, c in triples)
    row(operation, not errors and whole and len(shared) == 12 * MANY)


def in_place(shared, more):
    shared += more


def by_slice(shared, more):
    shared[0:0] = list(more)


in_triples("lst.extend(items)", lambda shared, more: shared.extend(list(more)))
in_triples("lst += items", in_place)
in_triples("lst[i:j] = items", by_slice)


def all_or_nothing():
    """Fifty items come at once and go at once."""
    shared = []
    fifty = list(range(50))
    seen = {name: set() for name in ("copy", "add", "mul")}
    stop = []

    def write():
        for _ in range(4 * MANY):
            shared.extend(fifty)
            shared.clear()
        stop.append(True)

    def read():
        for _ in range(MANY):
            if stop:
                break
            seen["copy"].add(len(shared.copy()))
            seen["add"].add(len(shared + [1]))
            seen["mul"].add(len(2 * shared))

    errors = together(write, read, read)
    row("lst.clear()", not errors)
    row("lst.copy()", seen["copy"] <= {0, 50})
    row("lst1 + lst2", seen["add"] <= {1, 51})
    row("n * lst", seen["mul"] <= {0, 100})


all_or_nothing()


def nothing_is_lost(operation, work):
    """What others append while an operation rewrites the list is there afterwards."""
    shared = []
    left = [3]
    lock = threading.Lock()

    def append(me):
        for n in mine(me):
            shared.append(n)
        with lock:
            left[0] -= 1

    def rewrite():
        for _ in range(MANY):
            if left[0]:
                work(shared)

    errors = together(*threads_of(append)[:3], rewrite)
    row(operation, not errors and sorted(shared) == EVERYTHING[: 3 * MANY])


def multiply(shared):
    shared *= 1


def delete_slice(shared):
    del shared[0:0]


nothing_is_lost("lst *= n", multiply)
nothing_is_lost("lst.sort()", lambda shared: shared.sort())
nothing_is_lost("lst.sort(reverse=True)", lambda shared: shared.sort(reverse=True))
nothing_is_lost("lst.reverse()", lambda shared: shared.reverse())
nothing_is_lost("del lst[i:j]", delete_slice)


def removed():
    shared = list(range(200))

    def work(me):
        for n in range(1000 * (me + 1), 1000 * (me + 1) + MANY):
            shared.insert(0, n)
            shared.insert(0, (n, n))
            shared.remove(n)
            shared.remove((n, n))

    errors = together(*threads_of(work))
    row("lst.remove(x)", not errors and shared == list(range(200)))


removed()


def found():
    shared = [(0, 0), "here"]
    results = set()

    def append(me):
        for n in mine(me):
            shared.append((n + 1, n))

    def look():
        for _ in range(MANY // 4):
            results.add((shared.index("here"), shared.count("here"), "here" in shared))
            results.add((shared.index((0, 0)) + 1, shared.count((0, 0)), (0, 0) in shared))

    errors = together(*threads_of(append)[:2], look)
    row("x in lst, lst.index(x), lst.count(x)", not errors and results == {(1, 1, True)})


found()


def compared():
    one, other = list(range(50)), list(range(50))
    both = []

    def change():
        for n in range(MANY):
            one.append(n)
            other.pop()
            other.append(n)

    def compare(a, b):
        for _ in range(MANY):
            both.append((a == b, a < b))

    errors = together(change, lambda: compare(one, other), lambda: compare(other, one))
    row("lst1 == lst2, lst1 < lst2", not errors and len(both) == 2 * MANY)


compared()


def iterated():
    shared = list(range(10))
    seen = set()

    def change(me):
        for n in range(MANY):
            shared.append(n)
            if n % 50 == 0:
                shared.clear()

    def read():
        for _ in range(20):
            seen.update(shared)
            seen.update(x for x in shared)
            seen.update(x for x in reversed(shared))

    errors = together(*threads_of(change)[:2], read, read)
    row("for x in lst", not errors and seen <= set(range(MANY)))
    shared = list(range(4 * MANY))
    common = iter(shared)
    got = [[] for _ in FOUR]

    def take(me):
        for x in common:
            got[me].append(x)

    errors = together(*threads_of(take))
    row("next(common iterator)", not errors and set(sum(got, [])) == set(EVERYTHING))


iterated()
