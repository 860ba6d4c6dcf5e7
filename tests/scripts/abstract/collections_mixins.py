# Classes derived from those of collections.abc get the rest of their methods from a few of their own.
from collections.abc import (
    Mapping, MutableMapping, Sequence, MutableSequence, Set, MutableSet, Iterator, Iterable,
    Generator, Hashable, Sized, Callable, Container, Collection, Reversible, KeysView, ValuesView,
    ItemsView, MappingView,
)


class LowerDict(MutableMapping):
    """A dict whose keys are compared without case."""

    def __init__(self, *args, **kwargs):
        self.data = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        return self.data[key.lower()][1]

    def __setitem__(self, key, value):
        self.data[key.lower()] = (key, value)

    def __delitem__(self, key):
        del self.data[key.lower()]

    def __iter__(self):
        return (key for key, value in self.data.values())

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        return f"LowerDict({dict(self.items())})"


d = LowerDict({"Content-Type": "text"}, Accept="*")
d["ACCEPT"] = "html"
print(d, len(d), "content-type" in d, "host" in d)
print(d.get("nothing"), d.get("nothing", 0), d.pop("ACCEPT"), d.pop("accept", "gone"))
try:
    d.pop("accept")
except KeyError as error:
    print("KeyError", error)
print(d.setdefault("Host", "a"), d.setdefault("HOST", "b"), d)
print(d.keys(), d.values(), d.items())
print(list(d.keys()), list(d.values()), list(d.items()), ("Host", "a") in d.items(), "a" in d.values())
print(d == {"Content-Type": "text", "Host": "a"}, d != {}, d == 5)
print(d.keys() & {"Host", "x"}, sorted(d.keys() | {"x"}), d.keys() - {"Host"}, d.keys() >= {"Host"})
print(d.popitem(), len(d))
d.clear()
print(d, bool(d), isinstance(d, Mapping), isinstance(d, dict), issubclass(LowerDict, Collection))
d.update([("a", 1), ("b", 2)], c=3)
print({**d}, dict(d), sorted(d), [*d.items()])
try:
    hash(d)
except TypeError as error:
    print(error)
try:
    reversed(d)
except TypeError as error:
    print(error)


class Fields(Mapping):
    def __init__(self, **kw):
        self.kw = kw

    def __getitem__(self, key):
        return self.kw[key]

    def __iter__(self):
        return iter(self.kw)

    def __len__(self):
        return len(self.kw)


f = Fields(x=1, y=2)
print(dict(**f), "{x}-{y}".format(**f), "%(x)s" % f, list(f.items()), f == Fields(y=2, x=1))
print(isinstance(f, MutableMapping), hasattr(f, "pop"))


class Evens(Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self.n))]
        if index < 0:
            index += self.n
        if not 0 <= index < self.n:
            raise IndexError(index)
        return 2 * index


e = Evens(5)
print(list(e), list(reversed(e)), 4 in e, 5 in e, e.index(6), e.count(8), e[1:3], e[-1])
for args in [(7,), (4, 3), (4, 0, 2)]:
    try:
        e.index(*args)
    except ValueError as error:
        print("ValueError", error)
print(e.index(4, -4), e.index(4, 0, -1), max(e), sum(e), sorted(e, reverse=True))
match e:
    case [first, *rest]:
        print("a sequence", first, rest)
match f:
    case {"x": 1, **rest}:
        print("a mapping", rest)
match d:
    case {"A": value}:
        print("found", value)


class Log(MutableSequence):
    def __init__(self, items=()):
        self.items = list(items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __delitem__(self, i):
        del self.items[i]

    def __len__(self):
        return len(self.items)

    def insert(self, i, v):
        print("insert", i, v)
        self.items.insert(i, v)


log = Log("ab")
log.append("c")
log.extend("de")
log += "f"
log.reverse()
print(log.items, log.pop(), log.pop(0), log.items)
log.remove("c")
print(log.items)
try:
    log.remove("z")
except ValueError as error:
    print("ValueError", error)
log.extend(log)
log.clear()
print(log.items, len(log))
try:
    log.pop()
except IndexError as error:
    print(error)


class ListSet(MutableSet):
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.add(item)

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, item):
        if item not in self.items:
            self.items.append(item)

    def discard(self, item):
        if item in self.items:
            self.items.remove(item)

    def __repr__(self):
        return f"ListSet({self.items})"


a, b = ListSet("spam"), ListSet("ham")
print(a & b, a | b, a - b, a ^ b, a.isdisjoint(b), a.isdisjoint("xyz"))
print(a <= b, a & b <= a, a > ListSet("s"), a == set("maps"), {"m"} < a, {1} | a, {"s"} & a, {"s", 1} - a)
a |= "xy"
a -= ListSet("x")
a &= set("smy")
a ^= "sz"
print(a, a.pop(), a)
a.remove("y")
try:
    a.remove("y")
except KeyError as error:
    print("KeyError", error)
print(a._hash() == hash(frozenset(a)), a != b)
a.clear()
try:
    a.pop()
except KeyError as error:
    print("KeyError", error, error.__suppress_context__)
try:
    a < [1]
except TypeError as error:
    print(error)
