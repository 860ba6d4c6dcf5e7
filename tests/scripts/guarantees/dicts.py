"""What single operations of dicts promise where other threads change the dict meanwhile."""

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


def written():
    shared = {"here": 1}
    results = set()
    lengths = []

    def write(me):
        for n in mine(me):
            shared[n] = -n

    def read():
        for _ in range(MANY):
            results.add((shared["here"], shared.get("here"), "here" in shared, shared.get("gone")))
            lengths.append(len(shared))

    errors = together(*threads_of(write), read)
    del shared["here"]
    row("d[key] = value", not errors and sorted(shared.items()) == [(n, -n) for n in EVERYTHING])
    row("d[key], d.get(key), key in d", results == {(1, 1, True, None)})
    row("len(d)", lengths == sorted(lengths))


written()


def taken(operation, take):
    """Each entry goes to one of four threads that all want it."""
    shared = {n: n for n in EVERYTHING}
    got = [[] for _ in FOUR]

    def work(me):
        for n in EVERYTHING:
            try:
                got[me].append(take(shared, n))
            except KeyError:
                pass

    errors = together(*threads_of(work))
    row(operation, not errors and sorted(sum(got, [])) == EVERYTHING and not shared)


def delete(shared, n):
    del shared[n]
    return n


taken("d.pop(key)", lambda shared, n: shared.pop(n))
taken("del d[key]", delete)
taken("d.popitem()", lambda shared, n: shared.popitem()[0])


class Key:
    """Code of the script compares."""

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n % 10)

    def __eq__(self, other):
        return self.n == other.n


def set_once(operation, kind, count):
    shared = {}
    got = [[] for _ in FOUR]

    def work(me):
        for n in range(count):
            got[me].append(shared.setdefault(kind(n), me))

    errors = together(*threads_of(work))
    same = got[0] == got[1] == got[2] == got[3]
    row(operation, not errors and same and len(shared) == count)


set_once("d.setdefault(key, value)", int, MANY)
set_once("d.setdefault(key, value), keys of the user's", Key, 40)


def all_alike(operation, change, read):
    """Fifty entries that are changed at once have one value."""
    shared = {n: 0 for n in range(50)}
    seen = []
    stop = []

    def write():
        for n in range(MANY):
            change(shared, n)
        stop.append(True)

    def look():
        for _ in range(MANY):
            if stop:
                break
            seen.append(len(set(read(shared))))

    errors = together(write, look, look)
    row(operation, not errors and set(seen) <= {1})


def merge(shared, n):
    shared |= {key: n for key in range(50)}


def update(shared, n):
    shared.update({key: n for key in range(50)})


all_alike("d.update(other)", update, lambda d: d.copy().values())
all_alike("d.update(pairs)", lambda d, n: d.update([(k, n) for k in range(50)]), lambda d: d.copy().values())
all_alike("d |= other", merge, lambda d: d.copy().values())
all_alike("d.copy()", update, lambda d: d.copy().values())
all_alike("d | other", update, lambda d: (d | {}).values())
all_alike("dict(d)", update, lambda d: dict(d).values())
all_alike("list(d.values())", update, lambda d: list(d.values()))
all_alike("list(d.items())", update, lambda d: [value for _, value in list(d.items())])


def grown():
    shared = {}
    seen = set()
    stop = []

    def write():
        for _ in range(MANY):
            shared.update({n: n for n in range(50)})
            shared.clear()
        stop.append(True)

    def look():
        for _ in range(MANY):
            if stop:
                break
            seen.add(len(list(shared)))
            seen.add(len(dict.fromkeys(shared)))
            seen.add(len(sorted(shared.keys())))
            seen.add(len(set(shared)))

    errors = together(write, look, look)
    row("list(d), sorted(d), set(d), dict.fromkeys(d)", not errors and seen <= {0, 50})
    row("d.clear()", seen <= {0, 50})


grown()


def both_ways():
    one, other = {n: n for n in range(50)}, {n: n for n in range(50)}
    results = []

    def change():
        for n in range(MANY):
            one[n] = n
            other[n] = -n

    def work(a, b):
        for _ in range(MANY // 2):
            results.append(a == b)
            a.update(b)

    errors = together(change, lambda: work(one, other), lambda: work(other, one))
    row("d1 == d2", not errors and len(results) == 2 * (MANY // 2))


both_ways()


def iterated():
    shared = {n: n for n in range(50)}
    seen = set()
    endings = set()
    stop = []

    def change(me):
        for n in range(MANY):
            shared[100 + n % 40 + 40 * me] = n
            shared.pop(100 + (n + 20) % 40 + 40 * me, None)

    def read():
        for _ in range(50):
            try:
                for key, value in shared.items():
                    seen.add(key)
                for key in reversed(shared):
                    seen.add(key)
            except RuntimeError as error:
                endings.add(str(error))

    errors = together(*threads_of(change)[:2], read, read)
    known = {"dictionary changed size during iteration", "dictionary keys changed during iteration"}
    row("for key in d", not errors and endings <= known and seen <= set(range(200)))


iterated()
