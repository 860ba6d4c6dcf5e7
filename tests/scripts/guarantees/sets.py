"""What single operations of sets promise where other threads change the set meanwhile."""

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


EVERYTHING = set(range(4 * MANY))


def added():
    shared = {"here"}
    results = set()
    lengths = []

    def add(me):
        for n in mine(me):
            shared.add(n)

    def read():
        for _ in range(MANY):
            results.add("here" in shared)
            lengths.append(len(shared))

    errors = together(*threads_of(add), read)
    shared.discard("here")
    row("s.add(x)", not errors and shared == EVERYTHING)
    row("x in s", results == {True})
    row("len(s)", lengths == sorted(lengths))


added()


def taken(operation, take):
    shared = set(EVERYTHING)
    got = [[] for _ in FOUR]

    def work(me):
        for n in range(4 * MANY):
            try:
                got[me].append(take(shared, n))
            except KeyError:
                pass

    errors = together(*threads_of(work))
    row(operation, not errors and sorted(sum(got, [])) == sorted(EVERYTHING) and not shared)


def remove(shared, n):
    shared.remove(n)
    return n


taken("s.remove(x)", remove)
taken("s.pop()", lambda shared, n: shared.pop())


def discarded():
    shared = set(EVERYTHING) | {-1}

    def work(me):
        for n in range(4 * MANY):
            shared.discard(n)

    errors = together(*threads_of(work))
    row("s.discard(x)", not errors and shared == {-1})


discarded()


def all_or_nothing(operation, fill):
    shared = set()
    seen = set()
    stop = []

    def write():
        for _ in range(2 * MANY):
            fill(shared)
            shared.clear()
        stop.append(True)

    def look():
        for _ in range(MANY):
            if stop:
                break
            seen.add(len(shared.copy()))
            seen.add(len(shared))
            seen.add(len(list(shared)))
            seen.add(len(shared | set()))

    errors = together(write, look, look)
    row(operation, not errors and seen <= {0, 50})


FIFTY = list(range(50))
FIFTY_SET = set(FIFTY)


def merge(shared):
    shared |= FIFTY_SET


all_or_nothing("s.update(items)", lambda shared: shared.update(FIFTY))
all_or_nothing("s.update(other)", lambda shared: shared.update(FIFTY_SET))
all_or_nothing("s |= other", merge)
all_or_nothing("s.clear(), s.copy(), list(s)", merge)


def nothing_is_lost(operation, work):
    """What others add while an operation rewrites the set is there afterwards."""
    shared = set()
    left = [3]
    lock = threading.Lock()

    def add(me):
        for n in mine(me):
            shared.add(n)
        with lock:
            left[0] -= 1

    def rewrite():
        for _ in range(MANY):
            if left[0]:
                work(shared)

    errors = together(*threads_of(add)[:3], rewrite)
    row(operation, not errors and shared - {-1, -2} == set(range(3 * MANY)))


ALL = EVERYTHING | {-1, -2}


def keep(shared):
    shared &= ALL


def subtract(shared):
    shared -= {-1, -2}


def toggle(shared):
    shared ^= {-1, -2}


nothing_is_lost("s &= other", keep)
nothing_is_lost("s.intersection_update(items)", lambda shared: shared.intersection_update(range(-2, 4 * MANY)))
nothing_is_lost("s.intersection_update(a, b)", lambda shared: shared.intersection_update(ALL, ALL))
nothing_is_lost("s -= other", subtract)
nothing_is_lost("s.difference_update(items)", lambda shared: shared.difference_update([-1, -2]))
nothing_is_lost("s ^= other", toggle)


def both_ways():
    one, other = set(range(60)), set(range(30, 90))
    results = []

    def work(a, b):
        for n in range(MANY):
            results.append((a & b, a - b, a | b, a ^ b, a <= b, a == b, a.isdisjoint(b)))
            a.update(b)
            a.discard(n % 60)

    errors = together(lambda: work(one, other), lambda: work(other, one), lambda: work(one, other))
    row("s1 | s2, s1 & s2, s1 - s2, s1 ^ s2, s1 == s2, s1 <= s2", not errors and len(results) == 3 * MANY)


both_ways()


def iterated():
    shared = set(range(50))
    seen = set()
    endings = set()

    def change(me):
        for n in range(MANY):
            shared.add(100 + n % 40 + 40 * me)
            shared.discard(100 + (n + 20) % 40 + 40 * me)

    def read():
        for _ in range(50):
            try:
                for x in shared:
                    seen.add(x)
            except RuntimeError as error:
                endings.add(str(error))

    errors = together(*threads_of(change)[:2], read, read)
    known = {"Set changed size during iteration"}
    row("for x in s", not errors and endings <= known and seen <= set(range(200)))


iterated()
