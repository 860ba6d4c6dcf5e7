"""Generators: chains of yields, generator expressions, yield from."""


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def odd(items):
    for item in items:
        if item % 2:
            yield item


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(sum(odd(numbers(3_000_000))), sum(x * x for x in range(1_500_000)), sum(tree(15)))
