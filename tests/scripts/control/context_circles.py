"""Circles of `__context__` that a script has made do not hang a raise."""


def own():
    try:
        raise ValueError(1)
    except ValueError as error:
        error.__context__ = error
        raise TypeError(2)


def pair():
    a, b, c = ValueError("a"), ValueError("b"), ValueError("c")
    a.__context__, b.__context__, c.__context__ = b, c, b
    try:
        raise a
    except ValueError:
        raise TypeError("after")


for function in (own, pair):
    try:
        function()
    except TypeError as error:
        chain = [error]
        while len(chain) < 8:
            chain.append(chain[-1].__context__)
        print([str(link) for link in chain])
