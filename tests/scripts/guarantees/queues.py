"""What single operations of deques and queues promise where other threads use them meanwhile."""

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


import queue
from collections import deque

MANY = 400
FOUR = range(4)


def threads_of(work):
    return [lambda me=me: work(me) for me in FOUR]


def mine(me):
    return range(me * MANY, (me + 1) * MANY)


EVERYTHING = list(range(4 * MANY))


def appended():
    shared = deque()

    def work(me):
        for n in mine(me):
            if n % 2:
                shared.append(n)
            else:
                shared.appendleft(n)

    errors = together(*threads_of(work))
    row("deq.append(x), deq.appendleft(x)", not errors and sorted(shared) == EVERYTHING)
    got = [[] for _ in FOUR]

    def pop(me):
        for n in mine(me):
            got[me].append(shared.pop() if n % 2 else shared.popleft())

    errors = together(*threads_of(pop))
    row("deq.pop(), deq.popleft()", not errors and sorted(sum(got, [])) == EVERYTHING and not shared)


appended()


def in_triples(operation, add):
    shared = deque()

    def work(me):
        for n in mine(me):
            add(shared, [n, n, n])

    errors = together(*threads_of(work))
    items = list(shared)
    whole = all(a == b == c for a, b, c in zip(items[::3], items[1::3], items[2::3]))
    row(operation, not errors and whole and len(items) == 12 * MANY)


in_triples("deq.extend(items)", lambda shared, more: shared.extend(more))
in_triples("deq.extendleft(items)", lambda shared, more: shared.extendleft(more))


def nothing_is_lost(operation, work):
    shared = deque()
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


def insert_and_remove(shared):
    shared.insert(2, -1)
    shared.remove(-1)


def insert_and_delete(shared):
    shared.appendleft((7, 7))
    shared.remove((7, 7))


def multiply(shared):
    shared *= 1


nothing_is_lost("deq.rotate(n)", lambda shared: shared.rotate(5))
nothing_is_lost("deq.reverse()", lambda shared: shared.reverse())
nothing_is_lost("deq.insert(i, x), deq.remove(x)", insert_and_remove)
nothing_is_lost("deq.remove((x, y))", insert_and_delete)
nothing_is_lost("deq *= n", multiply)


def looked_at():
    shared = deque(["here"])
    results = set()

    def append(me):
        for n in mine(me):
            shared.append(n)
            shared[0] = "here"

    def look():
        for _ in range(MANY):
            results.add((shared.index("here"), shared.count("here"), "here" in shared, shared[0]))
            results.add((0, len(shared.copy()) // len(shared.copy()), True, "here"))

    errors = together(*threads_of(append)[:2], look)
    results -= {(0, 0, True, "here")}
    row("x in deq, deq.index(x), deq.count(x), deq[i]", not errors and results == {(0, 1, True, "here")})


looked_at()


def deleted():
    shared = deque(EVERYTHING)

    def work(me):
        for n in mine(me):
            del shared[0]

    errors = together(*threads_of(work))
    row("del deq[i]", not errors and not shared)


deleted()


def limited():
    shared = deque(maxlen=10)
    lengths = set()

    def append(me):
        for n in mine(me):
            shared.append(n)
            shared.extend([n, n])
            lengths.add(len(shared))

    errors = together(*threads_of(append))
    row("deque(maxlen=n)", not errors and max(lengths) <= 10 and len(shared) == 10)


limited()


def iterated():
    shared = deque(range(50))
    seen = set()
    endings = set()

    def change(me):
        for n in mine(me):
            shared.append(n)
            shared.popleft()

    def read():
        for _ in range(30):
            try:
                for x in shared:
                    seen.add(x)
            except RuntimeError as error:
                endings.add(str(error))

    errors = together(*threads_of(change)[:2], read)
    row("for x in deq", not errors and endings <= {"deque mutated during iteration"} and seen <= set(EVERYTHING))


iterated()


def handed_on(operation, shared):
    got = [[] for _ in FOUR]

    def put(me):
        for n in mine(me)[:150]:
            shared.put(n)

    def get(me):
        for _ in range(150):
            got[me].append(shared.get())

    errors = together(*threads_of(put), *threads_of(get))
    expected = sorted(n for me in FOUR for n in mine(me)[:150])
    row(operation, not errors and sorted(sum(got, [])) == expected and shared.empty())


handed_on("Queue: q.put(x), q.get()", queue.Queue())
handed_on("Queue(maxsize=n): q.put(x), q.get()", queue.Queue(maxsize=3))
handed_on("LifoQueue: q.put(x), q.get()", queue.LifoQueue())
handed_on("PriorityQueue: q.put(x), q.get()", queue.PriorityQueue())
handed_on("SimpleQueue: q.put(x), q.get()", queue.SimpleQueue())
