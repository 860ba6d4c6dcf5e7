"""Garbage in circles is found without being asked for, unless that is turned off."""

import gc
import weakref


class Node:
    ended = 0

    def __init__(self):
        self.me = self

    def __del__(self):
        Node.ended += 1


def make(count):
    for _ in range(count):
        Node()


gc.disable()
make(5000)
print(Node.ended, gc.isenabled())
gc.enable()
make(100000)
print(Node.ended > 50000, gc.isenabled())
print(gc.collect() >= 0, Node.ended)

# For ever, in bounded memory.
for _ in range(200000):
    items = []
    items.append(items)

told = []


class Plain:
    pass


kept = []
for n in range(50000):
    plain = Plain()
    plain.me = plain
    kept.append(weakref.ref(plain, lambda reference: told.append(1)))
    if len(kept) > 10:
        kept.pop(0)
del plain
gc.collect()
print(len(told) > 0, sum(reference() is not None for reference in kept))

gc.set_threshold(0)
Node.ended = 0
make(5000)
print(Node.ended, gc.isenabled(), gc.get_threshold()[0])
gc.collect()
print(Node.ended)
gc.set_threshold(500, 5)
print(gc.get_threshold()[:2], len(gc.get_count()))
make(50000)
print(Node.ended > 20000)
for wrong in [(), (1, 2, 3, 4), ("1",), (1.5,)]:
    try:
        gc.set_threshold(*wrong)
    except TypeError as error:
        print(error if len(wrong) == 1 else "the number of arguments")
print(gc.get_threshold()[0])


def walk(depth):
    """Last words are said wherever the thread is."""
    Node()
    return depth and walk(depth - 1)


for _ in range(2000):
    walk(20)
print(Node.ended > 40000)
gc.collect()
