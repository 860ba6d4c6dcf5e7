"""Objects of itertools: their classes, and how they go on after an exception."""

import itertools as it
for o in (it.count(5), it.count(1, 2), it.cycle([1]), it.repeat(3), it.repeat(3, 4)):
    print(type(o), type(o).__name__)
print(repr(it.count(5)), repr(it.count(1, 2)), repr(it.count(1.5)), repr(it.repeat(3)), it.repeat(3,4))
for o in (it.chain([1]), it.islice([1], 2), it.accumulate([1]), it.zip_longest([1]), it.takewhile(bool, [1]), it.dropwhile(bool,[1]), it.starmap(max, []), it.product([1]), it.permutations([1]), it.combinations([1],1), it.groupby([1]), it.compress([1],[1]), it.filterfalse(None,[1]), it.pairwise([1,2]), it.combinations_with_replacement([1],1)):
    print(type(o), isinstance(o, it.chain), hasattr(o, "send"), iter(o) is o)
def bad(x):
    if x == 2: raise ValueError(x)
    return x
s = it.starmap(bad, [(1,), (2,), (3,)])
print(next(s))
try: next(s)
except ValueError as e: print("E", e)
print(list(s))
t = it.takewhile(bad, [1, 2, 3])
print(next(t))
try: next(t)
except ValueError as e: print("E", e)
print(list(t))
a = it.accumulate([1,2,3], lambda a, b: bad(b) + a)
print(next(a))
try: next(a)
except ValueError as e: print("E", e)
print(list(a))
try: it.count("a")
except TypeError as e: print(e)
try: it.chain(1)
except TypeError as e: print(e)
c = it.chain([1], 5)
print(next(c))
try: print(next(c))
except TypeError as e: print(e)
try: it.islice([1], -1)
except ValueError as e: print(e)
try: it.permutations([1], -1)
except ValueError as e: print(e)
x, y = it.tee([1,2,3]); print(next(x), list(y), list(x), type(x).__name__)
import copy
z = it.repeat(5, 3); next(z); print(z, it.repeat(1, 3).__length_hint__() if hasattr(z, '__length_hint__') else None)
import operator; print(operator.length_hint(z))
