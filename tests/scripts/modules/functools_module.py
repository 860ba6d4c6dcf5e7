import functools
from functools import lru_cache, partial, reduce

print(
    reduce(lambda a, b: a + b, [1, 2, 3, 4]),
    reduce(lambda a, b: a * b, range(1, 6), 10),
    reduce(max, [3, 9, 2]),
    reduce(lambda a, b: a + b, [], "empty"),
    reduce(lambda a, b: a + [b], "abc", []),
)
try:
    reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)


def power(base, exponent, offset=0):
    return base**exponent + offset


square = partial(power, exponent=2)
two_to = partial(power, 2)
print(
    square(5),
    two_to(10),
    partial(two_to, 3, offset=1)(),
    partial(power)(2, 3),
    square.func is power,
    two_to.args,
    square.keywords,
    list(map(partial(power, 3), range(4))),
)
calls = []


@lru_cache(maxsize=None)
def slow(n):
    calls.append(n)
    return n * n


print(
    [slow(n) for n in (1, 2, 1, 3, 2)],
    calls,
    slow.__name__,
    slow.cache_info().hits,
    slow.cache_info().misses,
)
slow.cache_clear()
slow(1)
print(calls)


@lru_cache(maxsize=2)
def small(n):
    calls.append(n)
    return n


calls.clear()
for n in (1, 2, 1, 3, 1, 2):
    small(n)
print(calls, small.cache_info())


@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(90), fibonacci(12))


def traced(function):
    @functools.wraps(function)
    def wrapper(*args):
        """Not this one."""
        return "traced", function(*args)

    return wrapper


@traced
def documented(x):
    """The right one."""
    return x


print(documented(5), documented.__name__, documented.__doc__, documented.__wrapped__(6))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
