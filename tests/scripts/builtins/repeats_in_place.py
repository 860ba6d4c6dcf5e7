# `left *= right` where the sequence is the right operand: CPython has its rules about it.


class Number(int):
    pass


class Index:
    def __index__(self):
        return 2


class Real(float):
    pass


class Items(list):
    pass


class Plain:
    pass


for left in (Number(2), Index(), True, 2, Real(1.5), 1.5, Plain(), {}, {1}, range(3), None, print, Plain, Items([1])):
    name = left.__name__ if hasattr(left, "__name__") else type(left).__name__
    for right in ([1], "ab", (1,), b"x", bytearray(b"q")):
        try:
            product = left
            product *= right
            print(name, "*=", product)
        except TypeError as error:
            print(name, "*=", error)
        try:
            print(name, "*", left * right)
        except TypeError as error:
            print(name, "*", error)
        try:
            product = right[:]
            product *= left
            print("*=", name, product)
        except TypeError as error:
            print("*=", name, error)
for right in ([1], "ab"):
    try:
        product = object()
        product *= right
    except TypeError as error:
        print(error)
