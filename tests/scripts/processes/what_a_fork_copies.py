"""A forked process has all that its parent has, whatever kind of object it is."""

import itertools
import multiprocessing
import threading
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache, partial


class Color(Enum):
    RED = 1
    BLUE = 2


@dataclass(frozen=True)
class Point:
    x: int
    y: int


class Node:
    def __init__(self, label):
        self.label = label
        self.links = []

    def __repr__(self):
        return f"Node({self.label})"


class Slotted:
    __slots__ = ("a", "b")


class Stack(list):
    def top(self):
        return self[-1]


Pair = namedtuple("Pair", "left right")


def count_up(limit):
    for number in range(limit):
        try:
            yield number
        finally:
            pass


@lru_cache(maxsize=None)
def slow_square(n):
    print("computing", n)
    return n * n


def make_adder(n):
    def add(x):
        nonlocal n
        n += 1
        return x + n

    return add


def main():
    a, b = Node("a"), Node("b")
    a.links.append(b)
    b.links.append(a)
    by_node = {a: "first", b: "second"}
    seen = {a, b, Color.RED}
    numbers = count_up(10)
    next(numbers)
    next(numbers)
    items = iter([10, 20, 30])
    next(items)
    pairs = enumerate("xyz")
    next(pairs)
    adder = make_adder(100)
    adder(0)
    slotted = Slotted()
    slotted.a = [1]
    stack = Stack([1, 2])
    stack.note = "n"
    error = ValueError("kept", 3)
    error.__cause__ = KeyError("why")
    lock = threading.RLock()
    big = 2**200
    recursive = []
    recursive.append((recursive, 1))
    chained = itertools.chain([1], [2, 3])
    next(chained)
    slow_square(3)
    values = [
        Counter("abca"), OrderedDict(b=1, a=2), defaultdict(list, k=[1]), deque([1, 2], maxlen=2),
        Pair(1, "r"), Point(1, 2), Color.BLUE, partial(pow, 2), frozenset([1, 2]), range(3), b"ab",
        bytearray(b"cd"), slice(1, 2), 1.5, None, ..., {1: {2: {3}}},
    ]

    def inspect():
        print(a.links, b.links, a.links[0] is b)
        print(by_node[a], by_node[b], a in seen, Color.RED in seen, Point(1, 2) in [values[5]])
        print(list(numbers), list(items), list(pairs), list(chained))
        print(adder(0), adder(0))
        print(slotted.a, stack, stack.top(), stack.note, type(stack).__name__)
        print(repr(error), repr(error.__cause__), big % 1000, recursive[0][0] is recursive)
        print(slow_square(3), slow_square(4))
        print(values[:1], list(values[1].items()), values[2:5], values[5:10])
        print(values[10:], values[7](5), values[6] is Color.BLUE, values[4].right)
        with lock:
            print("locked", threading.current_thread().name, threading.active_count())

    with lock:
        process = multiprocessing.Process(target=inspect)
        process.start()
        process.join()
    print(process.exitcode)
    inspect()


if __name__ == "__main__":
    main()
