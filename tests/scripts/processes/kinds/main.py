"""What goes through a queue comes out as an equal copy; what was one object is one again."""

import math
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from money import Money
from enum import Enum
from functools import partial
from multiprocessing import Process, Queue

Point = namedtuple("Point", ["x", "y"])


class Level(Enum):
    LOW = 1
    HIGH = 2


@dataclass
class Order:
    number: int
    lines: list = field(default_factory=list)


class Tree:
    def __init__(self, label, parent=None):
        self.label = label
        self.parent = parent
        self.children = []
        if parent:
            parent.children.append(self)


class Reduced:
    def __init__(self, text):
        self.text = text

    def __reduce__(self):
        return Reduced, (self.text.upper(),)


class Stateful:
    def __init__(self):
        self.kept, self.dropped = 1, print

    def __getstate__(self):
        return {"kept": self.kept}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.dropped = "restored"


class Vector(list):
    pass


def double(x):
    return 2 * x


def echo(inbox, outbox):
    while True:
        item = inbox.get()
        if isinstance(item, str) and item == "stop":
            break
        outbox.put(item)


if __name__ == "__main__":
    inbox, outbox = Queue(), Queue()
    process = Process(target=echo, args=(inbox, outbox))
    process.start()

    def round_trip(item):
        inbox.put(item)
        return outbox.get()

    for item in [
        None, True, 0, -1, 10**40, -(10**40), 1.5, math.inf, "text", "ünï\n", b"bytes",
        [1, [2, (3, {4})]], (), (1,), {"k": {"n": None}}, frozenset({1}), range(1, 9, 3), ...,
        Point(1, 2), Level.HIGH, Order(7, ["a"]), Counter("aab"),
        deque([1, 2], maxlen=3), defaultdict(list, {"a": [1]}), slice(1, 5), bytearray(b"xy"),
        1 + 0.5, set("a"), Money(5, "EUR"),
    ]:
        copy = round_trip(item)
        print(repr(copy), copy == item, type(copy) is type(item))

    ordered = round_trip(OrderedDict(x=1, a=2))
    print(list(ordered.items()), type(ordered).__name__)
    print(round_trip(math.nan), round_trip(Level.LOW) is Level.LOW)
    print(round_trip(double)(21), round_trip(len)("four"), round_trip(Order)(1), round_trip(int))
    print(round_trip(partial(double, 5))(), round_trip("a-b".split)("-"), round_trip(math.floor)(2.5))
    print(round_trip(ValueError("bad", 1)).args, repr(round_trip(KeyError("k"))))
    print(round_trip(Reduced("loud")).text, round_trip(Stateful()).dropped)
    vector = round_trip(Vector([1, 2]))
    print(vector, type(vector).__name__)

    shared = [1]
    first, second = round_trip((shared, shared))
    print(first is second, first is shared)
    loop = []
    loop.append(loop)
    copy = round_trip(loop)
    print(copy[0] is copy)
    root = Tree("root")
    Tree("leaf", root)
    copy = round_trip(root)
    print(copy.children[0].parent is copy, copy.children[0].label)
    deep = None
    for _ in range(200):
        deep = (deep, 1)
    copy, depth = round_trip(deep), 0
    while copy is not None:
        copy, depth = copy[0], depth + 1
    print(depth)
    inbox.put("stop")
    process.join()
    print(process.exitcode)
