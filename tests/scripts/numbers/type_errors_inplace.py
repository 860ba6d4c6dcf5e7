def add(x, y):
    x += y


def subtract(x, y):
    x -= y


def multiply(x, y):
    x *= y


def divide(x, y):
    x /= y


def floor_divide(x, y):
    x //= y


def remainder(x, y):
    x %= y


def power(x, y):
    x **= y


def shift(x, y):
    x <<= y


def both(x, y):
    x &= y


def either(x, y):
    x |= y


def differ(x, y):
    x ^= y


for operation in (
    add,
    subtract,
    multiply,
    divide,
    floor_divide,
    remainder,
    power,
    shift,
    both,
    either,
    differ,
):
    for x, y in ((1, None), (None, 1), ([], {}), ({}, 3)):
        try:
            operation(x, y)
            print(operation.__name__, "works")
        except TypeError as error:
            print(operation.__name__, "->", error)
