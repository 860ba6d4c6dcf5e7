"""`gc.get_objects()`: looking for objects that live longer than they should."""

import gc
import threading


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None


def alive(cls=Node):
    return sorted(x.name for x in gc.get_objects() if type(x) is cls)


def total(kind):
    return sum(type(x) is kind for x in gc.get_objects())


gc.disable()
print(alive())
a, b = Node("a"), Node("b")
a.other, b.other = b, a
print(alive())
del a
print(alive())
del b
print(alive(), "in a circle")
print(gc.collect() > 0, alive())

before = total(list)
kept = [[Node(i)] for i in range(100)]
print(total(list) - before, len(alive()))
kept.clear()
print(total(list) - before, len(alive()))

inside = threading.Event()
leave = threading.Event()


def work(name):
    mine = [Node(name)]
    if name == "t2":
        inside.set()
    leave.wait()
    return mine


threads = [threading.Thread(target=work, args=(f"t{i}",)) for i in range(3)]
for thread in threads:
    thread.start()
inside.wait()
while len(alive()) < 3:
    pass
print(alive())
leave.set()
for thread in threads:
    thread.join()
print(alive())
numbers = [1, 2.5, "text", b"bytes"]
found = gc.get_objects()
print(any(x is numbers for x in found), any(x is found for x in found), any(x is numbers[2] for x in found))
