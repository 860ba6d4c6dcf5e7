"""Deques that change while they are looked at, and classes derived from deque."""
from collections import deque
import copy


class Changes:
    def __init__(self, d):
        self.d = d

    def __eq__(self, other):
        self.d.append(0)
        return False


for name in ("count", "index", "remove", "__contains__"):
    d = deque([1, 2, 3])
    try:
        getattr(d, name)(Changes(d))
    except (RuntimeError, IndexError) as error:
        print(name, type(error).__name__)
d = deque("abc")
for change in (d.append, d.appendleft, d.extend):
    walk = iter(d)
    next(walk)
    change("x")
    try:
        next(walk)
    except RuntimeError as error:
        print(error)
d = deque()
walk = iter(d)
d.append(1)
try:
    next(walk)
except RuntimeError as error:
    print(error)
d = deque([1], maxlen=3)
d.append(d)
print(d, len(d), copy.copy(d)[0])


class History(deque):
    def __init__(self, items=(), size=3):
        super().__init__(items, size)
        self.dropped = 0

    def append(self, item):
        if len(self) == self.maxlen:
            self.dropped += 1
        super().append(item)


history = History("ab")
for item in "cde":
    history.append(item)
print(history, history.dropped, list(history), isinstance(history, deque), history[0], history == deque("cde", 3))
history.rotate(1)
print(history, history + deque("z"), type(history.copy()).__name__, history.index("e"), len(history))
