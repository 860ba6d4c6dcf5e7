"""Functions as values: closures, map, filter, reduce, lambda."""

from functools import reduce


def adder(n):
    return lambda x: x + n


def compose(functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x
    return composed


chain = compose([adder(n) for n in range(10)])
print(sum([chain(n) for n in range(150_000)]))
print(reduce(lambda a, b: (a + b) % 1_000_003, map(lambda x: x * x, range(1_500_000))))
print(len(list(filter(lambda x: x % 3 == 0, range(1_500_000)))))
