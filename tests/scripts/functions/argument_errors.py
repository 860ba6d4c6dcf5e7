def none():
    pass


def one(a):
    pass


def two(a, b):
    pass


def three(a, b, c):
    pass


def default(a, b=1):
    pass


def keyword(a, *, k):
    pass


def keywords(*, k, m):
    pass


def posonly(a, /, b):
    pass


class Thing:
    def method(self, x):
        pass

    @staticmethod
    def static(x):
        pass

    @classmethod
    def make(cls, x):
        pass


class Made:
    def __init__(self, a, b):
        pass


class Plain:
    pass


cases = [
    lambda: none(1),
    lambda: none(x=1),
    lambda: one(),
    lambda: one(1, 2),
    lambda: one(1, a=1),
    lambda: one(b=1),
    lambda: two(),
    lambda: two(1),
    lambda: two(b=1),
    lambda: two(1, 2, 3),
    lambda: three(),
    lambda: three(1),
    lambda: three(b=2),
    lambda: default(),
    lambda: default(1, 2, 3),
    lambda: default(1, c=3),
    lambda: keyword(1),
    lambda: keyword(1, 2),
    lambda: keyword(k=1),
    lambda: keyword(1, 2, k=3),
    lambda: keywords(),
    lambda: keywords(k=1),
    lambda: keywords(1, k=1, m=2),
    lambda: posonly(a=1, b=2),
    lambda: posonly(1, a=3, b=2),
    lambda: Thing().method(),
    lambda: Thing().method(1, 2),
    lambda: Thing.method(),
    lambda: Thing.static(),
    lambda: Thing.make(),
    lambda: Thing.make(1, 2),
    lambda: Made(),
    lambda: Made(1),
    lambda: Made(1, 2, 3),
    lambda: Made(1, c=2),
    lambda: Plain(1),
    lambda: Plain(x=1),
    lambda: (lambda x: x)(),
    lambda: one(*[1, 2]),
    lambda: one(**{"z": 1}),
    lambda: two(1, **{"a": 5}),
    lambda: one(**{"a": 1}, **{"a": 2}),
    lambda: one(*5),
    lambda: one(**5),
    lambda: one(**{1: 2}),
    lambda: len(),
    lambda: len(1, 2),
    lambda: len(x=1),
    lambda: [].append(),
    lambda: [].append(1, 2),
    lambda: "".upper(1),
    lambda: {}.get(),
    lambda: isinstance(1),
    lambda: abs(),
    lambda: ord(),
    lambda: hash(),
    lambda: callable(),
    lambda: id(),
]
for number, case in enumerate(cases):
    try:
        print(number, case())
    except TypeError as error:
        print(number, error)
