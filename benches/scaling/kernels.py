"""Kinds of work that threads do side by side: kernels.py NAME THREADS COUNT

Prints wall and CPU seconds of the threads. Those whose names begin with `shared` work on one object;
the others on data of their own, and call the same functions and methods.
"""

import sys
import threading
import time

MODULUS = 1_000_003
SCALE = 0.5


def affine(x):
    return (x * 31 + 7) % MODULUS


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, by):
        self.x += by
        self.y -= by
        return self.x


class Node:
    def __init__(self, value, next_node):
        self.value = value
        self.next_node = next_node


def integers(count):
    total = 0
    for i in range(count):
        total = (total + i * 3) % MODULUS
    return total


def floats(count):
    x = 0.0
    for i in range(count):
        x = x * SCALE + i * 0.25
    return x


def calls(count):
    x = 1
    for _ in range(count):
        x = affine(x)
    return x


def builtins(count):
    total = 0
    for i in range(count):
        total += min(abs(i - 50), len("abc"))
    return total


def lists(count):
    items = []
    for i in range(count):
        items.append(i)
        if len(items) > 100:
            items = items[50:]
        items[0] = items[-1]
    return items


def dicts(count):
    table = {}
    for i in range(count):
        key = i % 97
        table[key] = table.get(key, 0) + i
    return table


def strings(count):
    text = ""
    for i in range(count):
        text = "item " + str(i)
    return text


def objects(count):
    last = None
    for i in range(count):
        last = Node(i, None)
    return last


def methods(count):
    point = Point(1, 2)
    for i in range(count):
        point.move(i)
    return point


def chains(count):
    total = 0
    for _ in range(count // 10):
        chain = None
        for i in range(10):
            chain = Node(i, chain)
        while chain is not None:
            total += chain.value
            chain = chain.next_node
    return total


def closures(count):
    total = 0

    def add(n):
        nonlocal total
        total += n

    for i in range(count):
        add(i)
    return total


def exceptions(count):
    caught = 0
    for i in range(count):
        try:
            if i % 4 == 0:
                raise ValueError(i)
        except ValueError:
            caught += 1
    return caught


def generators(count):
    return sum(i * 2 for i in range(count))


shared_items = []
shared_table = {}
counter = 0
lock = threading.Lock()


def shared_list(count):
    for i in range(count):
        shared_items.append(i)
        shared_items.pop()


def shared_dict(count):
    me = threading.current_thread().name
    for i in range(count):
        shared_table[me] = i


def shared_counter(count):
    global counter
    for _ in range(count):
        with lock:
            counter += 1


KERNELS = [
    integers,
    floats,
    calls,
    builtins,
    lists,
    dicts,
    strings,
    objects,
    methods,
    chains,
    closures,
    exceptions,
    generators,
    shared_list,
    shared_dict,
    shared_counter,
]


def main():
    work = {kernel.__name__: kernel for kernel in KERNELS}[sys.argv[1]]
    threads, count = int(sys.argv[2]), int(sys.argv[3])
    workers = [threading.Thread(target=work, args=(count,)) for _ in range(threads)]
    wall, cpu = time.perf_counter(), time.process_time()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(time.perf_counter() - wall, time.process_time() - cpu)


if __name__ == "__main__":
    main()
