# Arguments by keyword of classes derived from builtin ones.
class WithInit(tuple):
    def __init__(self, items, label=None):
        self.label = label


class WithNew(list):
    def __new__(cls, items, label=None):
        self = super().__new__(cls, items)
        self.label = label
        return self


class Plain(tuple):
    pass


class Frozen(frozenset):
    def __init__(self, items=(), label=None):
        self.label = label


class Degrees(float):
    def __init__(self, value, unit="C"):
        self.unit = unit


class Both(dict):
    def __init__(self, *args, strict=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.strict = strict


class Point(tuple):
    def __new__(cls, x, y=0):
        return super().__new__(cls, (x, y))

    x = property(lambda self: self[0])


print(WithInit([1, 2], label="a"), WithInit([1, 2], label="a").label)
print(WithNew([1, 2], label="b"), WithNew([1, 2], label="b").label)
print(sorted(Frozen([1, 2], label="c")), Frozen(label="d").label)
print(Degrees(1.5, unit="F"), Degrees(1.5, unit="F").unit)
print(Both(a=1, strict=True), Both([("k", 2)], b=3).strict)
print(Point(1), Point(1, y=5), Point(x=3).x)
for act in [lambda: Plain(sequence=()), lambda: list(1, 2), lambda: set(1, 2), lambda: dict(1, 2), lambda: tuple(1, 2), lambda: list(x=1), lambda: set(x=1)]:
    try:
        print(act())
    except TypeError as error:
        print(error)
