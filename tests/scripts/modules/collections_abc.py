"""collections.abc and inspect: what is what."""

import collections.abc, inspect, functools
from collections import deque, OrderedDict, defaultdict, Counter, namedtuple
from collections.abc import *
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration
class Seq:
    def __len__(self): return 0
    def __getitem__(self, i): raise IndexError
class NoHash: __hash__ = None
class Call:
    def __call__(self): pass
class Aw:
    def __await__(self): yield
class AI:
    def __aiter__(self): return self
    async def __anext__(self): pass
async def co(): pass
async def ag(): yield
def g(): yield
c = co(); a = ag()
things = [1, 2.0, None, "s", b"b", [], (), {}, set(), frozenset(), range(3), It(), It, Seq(), NoHash(), Call(), len, print, lambda: 1, c, a, g(), Aw(), AI(), deque(), OrderedDict(), defaultdict(int), Counter(), namedtuple('P', 'x')(1), {}.keys(), {}.values(), {}.items(), iter([]), zip(), map(str, []), int, NotImplemented, True, enumerate([]), iter({})]
names = "Hashable Callable Sized Container Iterable Collection Iterator Reversible Generator Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Sequence MutableSequence Set MutableSet Mapping MutableMapping KeysView ValuesView ItemsView".split()
for n in names:
    k = getattr(collections.abc, n)
    print(n, k.__name__, [i for i, t in enumerate(things) if isinstance(t, k)])
print(issubclass(list, Sequence), issubclass(dict, Mapping), issubclass(It, Iterator), issubclass(int, Iterable), isinstance([], (Mapping, Sequence)))
def f(x: Iterable[int], y: Callable[[int], str] | None = None, *a: Awaitable) -> AsyncIterator[int]: return x
print(f(3))
for n in "isclass isfunction ismethod isroutine isbuiltin isgeneratorfunction iscoroutinefunction isasyncgenfunction isgenerator iscoroutine isasyncgen isawaitable".split():
    k = getattr(inspect, n)
    print(n, [i for i, t in enumerate(things + [co, ag, g, Aw.__await__, AI().__anext__, functools.partial(co), AI().__aiter__, [].append]) if k(t)])
c.close()
