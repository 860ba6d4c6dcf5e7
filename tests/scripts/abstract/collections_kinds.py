# What classes count as iterable, sized, callable and so on, and who is refused an instance.
from abc import ABC, abstractmethod
from collections import OrderedDict, defaultdict, deque, Counter, ChainMap, namedtuple
from collections.abc import *
import collections.abc

KINDS = [
    Hashable, Callable, Sized, Container, Iterable, Collection, Iterator, Reversible, Generator,
    Sequence, MutableSequence, Set, MutableSet, Mapping, MutableMapping, MappingView, KeysView,
    ItemsView, ValuesView, Awaitable, Coroutine, AsyncIterable, AsyncIterator, AsyncGenerator,
]


def names(value):
    return " ".join(kind.__name__ for kind in KINDS if isinstance(value, kind))


class Nothing:
    pass


class OldWay:
    def __getitem__(self, i):
        raise IndexError


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n


class NoIter(list):
    __iter__ = None


class Unhashable:
    __hash__ = None


def gen():
    yield


async def agen():
    yield


P = namedtuple("P", "x y")
for value in [
    1, 2.5, None, True, "s", b"b", bytearray(b"c"), [1], (1,), {1: 2}, {1}, frozenset(), range(3),
    {}.keys(), {}.values(), {}.items(), iter([]), iter("a"), iter({}), gen(), agen(), gen, len, int,
    print, lambda: 0, Nothing(), Nothing, OldWay(), Countdown(2), NoIter(), Unhashable(), P(1, 2),
    OrderedDict(), defaultdict(int), deque(), Counter(), zip(), map(str, []), enumerate([]), reversed([]),
    object(), type, ..., ValueError("x"), ChainMap(),
]:
    print(type(value).__name__, "|", names(value))
print([kind.__name__ for kind in KINDS if issubclass(kind, Iterable)])
print([kind.__name__ for kind in KINDS if issubclass(Mapping, kind)])
print(issubclass(str, Sequence), issubclass(dict, Mapping), issubclass(int, Hashable), issubclass(list, Hashable))
print(collections.abc.Mapping, Sequence.__mro__)
for kind in KINDS:
    print(kind.__name__, sorted(kind.__abstractmethods__))
for kind in [Mapping, Iterator, Sized, Hashable]:
    try:
        kind()
    except TypeError:
        print(kind.__name__, "is abstract")


class Half(MutableMapping):
    def __getitem__(self, key):
        return key


try:
    Half()
except TypeError as error:
    print([name for name in ("__delitem__", "__getitem__", "__iter__") if f"{name}" in str(error)])


class Count(Iterator):
    def __init__(self):
        self.n = 0

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


print(list(Count()), iter(c := Count()) is c)


class Echo(Generator):
    def __init__(self):
        self.sent = []

    def send(self, value):
        self.sent.append(value)
        if len(self.sent) > 3:
            raise StopIteration("over")
        return value

    def throw(self, typ, val=None, tb=None):
        raise typ


echo = Echo()
print(next(echo), echo.send(5), list(echo), echo.sent, echo.close())


@Sequence.register
class Registered:
    def __len__(self):
        return 0

    def __getitem__(self, i):
        raise IndexError(i)


print(isinstance(Registered(), Sequence), isinstance(Registered(), Reversible), issubclass(Registered, Sized))
match Registered():
    case []:
        print("an empty sequence")


class Duck(ABC):
    @abstractmethod
    def quack(self): ...

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Duck:
            return any("quack" in base.__dict__ for base in other.__mro__) or NotImplemented
        return NotImplemented


class Mallard(Duck):
    def quack(self):
        return "loud"


class Robot:
    def quack(self):
        return "beep"


class Toy:
    pass


print(isinstance(Robot(), Duck), isinstance(Toy(), Duck), isinstance(Robot(), Mallard), issubclass(Mallard, Duck))
Mallard.register(Toy)
print(isinstance(Toy(), Duck), isinstance(Toy(), Mallard))
try:
    Duck.register(5)
except TypeError as error:
    print(error)
try:
    issubclass(5, Duck)
except TypeError as error:
    print(error)
try:
    Mallard.register(Duck)
except RuntimeError as error:
    print(error)
