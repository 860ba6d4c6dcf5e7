"""Classes derived from those of collections.abc get the rest of the methods from them."""
from collections.abc import (
    Callable, Collection, Container, Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping,
    MutableMapping, MutableSequence, MutableSet, Reversible, Sequence, Set, Sized,
)


class Row(Sequence):
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


row = Row(3, 1, 2, 1)
print(list(row), list(reversed(row)), 2 in row, 9 in row, row.index(1), row.index(1, 2), row.count(1))
print(isinstance(row, Iterable), isinstance(row, Reversible), isinstance(row, Collection))
print(issubclass(Row, Sequence), issubclass(Row, MutableSequence), isinstance(row, Hashable))
try:
    row.index(7)
except ValueError as error:
    print("ValueError", error)


class Log(MutableSequence):
    def __init__(self):
        self.data = []

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return self.data[index]

    def __setitem__(self, index, value):
        self.data[index] = value

    def __delitem__(self, index):
        del self.data[index]

    def insert(self, index, value):
        self.data.insert(index, value)


log = Log()
log.append(1)
log.extend([2, 3, 4])
log += (5,)
log.reverse()
print(log.data, log.pop(), log.pop(0), log.data)
log.remove(3)
print(log.data)
log.clear()
print(log.data, len(log))


class Lower(MutableMapping):
    def __init__(self, *args, **kwargs):
        self.store = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        return self.store[key.lower()]

    def __setitem__(self, key, value):
        self.store[key.lower()] = value

    def __delitem__(self, key):
        del self.store[key.lower()]

    def __iter__(self):
        return iter(self.store)

    def __len__(self):
        return len(self.store)


table = Lower({"A": 1}, B=2)
print("a" in table, "z" in table, table.get("Z"), table["B"], dict(table), table == {"a": 1, "b": 2})
print(list(table.keys()), list(table.values()), list(table.items()))
print(table.setdefault("C", 3), table.setdefault("A", 9), table.pop("c"), table.pop("q", None))
print(isinstance(table.keys(), KeysView), isinstance(table.items(), ItemsView), ("a", 1) in table.items())
print(table.keys() & {"a", "q"}, sorted(table.keys() | {"q"}))
print(table.popitem(), len(table))
try:
    table.pop("none")
except KeyError as error:
    print("KeyError", error)
table.clear()
print(len(table), isinstance(table, Mapping), issubclass(dict, MutableMapping))


class Bits(MutableSet):
    def __init__(self, items=()):
        self.bits = 0
        for item in items:
            self.add(item)

    def add(self, item):
        self.bits |= 1 << item

    def discard(self, item):
        self.bits &= ~(1 << item)

    def __contains__(self, item):
        return bool(self.bits >> item & 1)

    def __iter__(self):
        return (place for place in range(self.bits.bit_length()) if self.bits >> place & 1)

    def __len__(self):
        return bin(self.bits).count("1")


a, b = Bits([1, 3, 5]), Bits([3, 4])
print(list(a & b), list(a | b), list(a - b), list(a ^ b), a <= b, Bits([3]) < b, a.isdisjoint([2]))
a |= [7]
a -= [1]
print(list(a), a == {3, 5, 7}, a.pop(), len(a))
try:
    a.remove(40)
except KeyError as error:
    print("KeyError", error)
print(isinstance(a, Set), isinstance(set(), MutableSet), isinstance(frozenset(), MutableSet))


class Countdown(Iterator):
    def __init__(self, start):
        self.left = start

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left


print(list(Countdown(3)), isinstance(Countdown(1), Iterator), isinstance(iter([]), Iterator))
for cls in (Row, Log):
    class Part(cls.__bases__[0]):
        def __len__(self):
            return 0

    try:
        Part()
    except TypeError as error:
        print("TypeError", "abstract" in str(error))


class Plain:
    def __len__(self):
        return 0

    def __call__(self):
        return 1


class NoLength(Plain):
    __len__ = None


print(isinstance(Plain(), Sized), isinstance(NoLength(), Sized), isinstance(Plain(), Callable))
print(isinstance(print, Callable), isinstance(Plain, Callable), isinstance(3, Callable))
print([isinstance(thing, Hashable) for thing in (1, "a", [], {}, set(), (), frozenset(), Plain())])
print([isinstance(thing, Container) for thing in (1, "a", [], {}.keys(), range(2), iter([]))])
