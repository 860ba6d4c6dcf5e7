import math
import math as m
import random, time
from math import sqrt as root, floor
from functools import reduce


def local_import():
    import itertools
    from math import ceil

    return list(itertools.repeat(ceil(1.5), 2))


print(
    math is m,
    root(9),
    floor(1.5),
    reduce(lambda a, b: a + b, [1, 2]),
    local_import(),
    math.__name__,
    __name__,
)
for action in (lambda: ceil(1), lambda: itertools):
    try:
        action()
    except NameError as error:
        print(error)
try:
    from math import nothing_like_that
except ImportError as error:
    print(type(error).__name__)
print(type(math).__name__, hasattr(math, "pi"), getattr(math, "pie", "no pie"), random is not time)
math.extra = 5
print(m.extra)
