import copy
import functools
import gc
import threading
import time
import weakref
from collections import deque
from queue import Queue


class Boom(Exception):
    pass


class Node:
    bonus = 0

    def __init__(self, n, kids=(), tag=None):
        self.n = n
        self.kids = list(kids)
        self.tag = tag

    def total(self):
        return self.n + sum(kid.total() for kid in self.kids)

    def first(self):
        return self.kids[0] if self.kids else self

    def plus(self, x):
        return self.n + x

    def __repr__(self):
        return f"{type(self).__name__}({self.n}, {len(self.kids)})"


deaths = []


class Loud(Node):
    def __del__(self):
        deaths.append(self.n)


class Scope:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        return self.n

    def __exit__(self, kind, error, trace):
        return kind is Boom and self.n % 2 == 1


def plus(x, y):
    return x + y


def passed(node):
    return node


def adder(n):
    return lambda x: x + n


def holder(node):
    return lambda x: x + node.n


def counter(n):
    def step(x):
        nonlocal n
        n += 1
        return n + x

    return step


def at(items, index):
    return items[index % len(items)] if items else -1


def walk(node):
    yield node.n
    for kid in node.kids:
        yield from walk(kid)


def steps(n, node):
    held = Loud(n)
    try:
        for i in range(3):
            yield n + i
    finally:
        node.n += held.n % 2


def over(n, node):
    yield n
    yield from steps(n, node)


def fail(n, depth):
    held = Loud(n)
    if depth % 4 > 0:
        fail(held.n + 1, depth % 4 - 1)
    raise Boom(n)


def caught(n):
    try:
        fail(n, 1)
    except Boom as error:
        return error


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return len(type(error).__name__)


def bump(tally, key, n):
    tally[key] = tally.get(key, 0) + n


COMMON = Node(3, [Node(4), Node(5, [Node(6)])])
NUMBERS = (1, 2, 3)
TEXTS = ["one", "two", "three"]
TABLE = {"a": [1, 2], "b": [3]}

lock0 = threading.Lock()
lock1 = threading.Lock()
lock2 = threading.RLock()
lock3 = threading.Lock()
enough = threading.Semaphore(2)
changed = threading.Condition()
gate = threading.Event()
local = threading.local()
boxes = [Node(0, tag=[]) for _ in range(3)]
for box in boxes:
    box.first = Node(1)
    box.items = []
del box
tally = {}
seen = []
spare = []
nests = [[1]]
functions = [abs]
crowd = set()
post = deque()
refs = []
table = {}
mail = Queue()
pipes = [Queue() for _ in range(8)]
turns = 0
words = ""
stream = steps(0, Node(0))


