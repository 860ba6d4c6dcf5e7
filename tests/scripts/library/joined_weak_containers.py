"""Weak dictionaries and sets, compared, joined and copied."""
from weakref import WeakKeyDictionary, WeakMethod, WeakSet, WeakValueDictionary


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def hello(self):
        return "hello " + self.name


a, b, c = Node("a"), Node("b"), Node("c")
values = WeakValueDictionary({1: a})
values.update({2: b})
print(values == WeakValueDictionary({1: a, 2: b}), dict(values.copy()), sorted(dict(values | {3: c})))
values |= {3: c}
print(len(values.valuerefs()), sorted(values), values.popitem()[0] in (1, 2, 3))
del c
print(sorted(values), len(values))
keys = WeakKeyDictionary()
keys[a] = 1
keys[b] = 2
print(keys == {a: 1, b: 2}, len(keys.keyrefs()), dict(keys.copy()), keys.pop(a), len(keys))
del b
print(len(keys))
b = Node("b")
left, right = WeakSet([a, b]), WeakSet([b])
names = lambda group: sorted(repr(item) for item in group)
print(names(left | right), names(left & right), names(left - right), names(left ^ right), right < left, left == right)
left -= right
left.update([b])
print(names(left), left.isdisjoint([a]), right.issubset(left), names(left.copy()))
method = WeakMethod(a.hello)
print(method()(), method() == a.hello, method == WeakMethod(a.hello))
del a
print(method(), names(left))
