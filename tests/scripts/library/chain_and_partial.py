"""Unions of ChainMap, field names that are names of ours, attributes of partial."""

from collections import ChainMap, namedtuple
a = ChainMap({"x": 1}, {"y": 2})
b = ChainMap({"y": 3})
print(a | b, a | {"z": 5}, {"q": 0} | a)
a |= {"x": 9}
print(a, a.maps)
try:
    a | [1]
except TypeError as error:
    print(error)
T = namedtuple("T", ["cls", "self", "args", "count", "index"])
print(T(cls=1, self=2, args=3, count=4, index=5), T(1, 2, 3, 4, 5)._replace(cls=0), T._make(range(5)).cls)
import functools
p = functools.partial(int, base=2)
for name in ("func", "args", "keywords"):
    for change in (lambda: setattr(p, name, 1), lambda: delattr(p, name)):
        try:
            change()
        except AttributeError as error:
            print(name, error)
p.note = "kept"
print(p.note, p("101"), p.func is int, p.args, p.keywords)
