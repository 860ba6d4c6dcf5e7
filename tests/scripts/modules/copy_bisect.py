import bisect
import copy
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass
from enum import Enum

a = [1, 3, 5, 5, 7]
print(bisect.bisect(a, 5), bisect.bisect_left(a, 5), bisect.bisect_right(a, 0), bisect.bisect_left(a, 99))
bisect.insort(a, 4)
bisect.insort_left(a, 5)
print(a, bisect.bisect_left([(1, "a"), (3, "b")], 3, key=lambda pair: pair[0]), bisect.bisect(a, 5, 2, 4))
try:
    bisect.bisect(a, 5, -1)
except ValueError as error:
    print(error)


class Box:
    def __init__(self, value):
        self.value = value
        self.me = self


class Custom:
    def __init__(self, n):
        self.n = n

    def __copy__(self):
        return Custom(self.n + 1)

    def __deepcopy__(self, memo):
        return Custom(self.n + 10)


@dataclass
class Data:
    items: list


class Color(Enum):
    RED = 1


nested = [1, [2, 3], {"k": [4]}, (5, [6]), "text", {7}]
shallow = copy.copy(nested)
deep = copy.deepcopy(nested)
nested[1].append(99)
nested[2]["k"].append(98)
nested[3][1].append(97)
print(shallow, deep, shallow is not nested, deep[4] is nested[4])
box = Box([1])
other = copy.deepcopy(box)
print(other.value, other.value is box.value, other.me is other, copy.copy(box).value is box.value)
print(copy.copy(Custom(1)).n, copy.deepcopy(Custom(1)).n, copy.deepcopy(Data([1])), copy.deepcopy(Color.RED) is Color.RED)
shared = [0]
twice = copy.deepcopy([shared, shared])
print(twice[0] is twice[1], twice[0] is shared)
loop = []
loop.append(loop)
again = copy.deepcopy(loop)
print(again, again[0] is again)
point = (1, 2)
print(copy.deepcopy(point) is point, copy.deepcopy(len) is len, copy.copy(None))
d = defaultdict(list, {"a": [1]})
e = copy.deepcopy(d)
d["a"].append(2)
e["b"].append(3)
print(d, e, copy.copy(Counter("aab")), copy.deepcopy(deque([[1]], 3)), copy.deepcopy(OrderedDict(a=[1]))["a"])
P = namedtuple("P", "x y")
p = P(1, [2])
q = copy.deepcopy(p)
p.y.append(3)
print(p, q, copy.copy(p))
