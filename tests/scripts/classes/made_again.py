# Objects made by one call again and again, while what that call means changes.
import sys


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Named(Point):
    pass


def make(kind, *args):
    try:
        thing = kind(*args)
    except TypeError as error:
        return "TypeError: " + str(error)
    return type(thing).__name__, sorted(vars(thing).items())


def two(kind):
    try:
        thing = kind(1, 2)
    except TypeError as error:
        return "TypeError: " + str(error)
    return type(thing).__name__, sorted(vars(thing).items())


for _ in range(3):
    print(two(Point), two(Named), make(Point, 1), make(Point, 1, 2, 3))


def other(self, x, y):
    self.sum = x + y


before = Point.__init__
for init in (other, before, lambda self, x, y: None, lambda self, x, y: 5, other, None, before):
    Point.__init__ = init
    for _ in range(2):
        print(two(Point), two(Named))

Named.__init__ = other
print(two(Named), two(Point))
del Named.__init__
print(two(Named), two(Point))


def new(cls, *args):
    print("new", cls.__name__, args)
    return object.__new__(cls)


Named.__new__ = new
print(two(Named), two(Point))
del Named.__new__


class Later(Point):
    def __init__(self, x, y=7, *rest, key=None):
        Point.__init__(self, x, y)
        self.rest = rest, key


class Counting(type):
    made = 0

    def __call__(cls, *args):
        Counting.made += 1
        return super().__call__(*args)


class Counted(Point, metaclass=Counting):
    pass


class Generating:
    def __init__(self, x, y):
        yield x


class Nested:
    def __init__(self, x, y):
        self.inner = Point(x, y) if x else Nested(1, y)


for _ in range(3):
    print(two(Later), two(Counted), Counting.made, two(Generating))
    print(Nested(1, 2).inner.x, Nested(0, 2).inner.inner.y)


def closed(start):
    class Cell:
        def __init__(self, x, y):
            self.value = start + x + y

    return [two(Cell), two(Cell)]


print(closed(10), closed(20))


class Deep:
    def __init__(self, depth, other):
        self.depth = depth
        self.next = Deep(depth + 1, other)


sys.setrecursionlimit(200)
for _ in range(2):
    try:
        Deep(0, 0)
    except RecursionError as error:
        print("RecursionError:", str(error).split(" while")[0])


class Failing:
    def __init__(self, x, y):
        self.x = x
        raise ValueError(y)

    def __del__(self):
        print("gone", self.x)


for _ in range(2):
    try:
        Failing(1, 2)
    except ValueError as error:
        print(repr(error))


class Many:
    def __init__(self, a, b, c, d, e, f, g):
        self.a, self.b, self.c, self.d = a, b, c, d
        self.e, self.f, self.g = e, f, g


for count in range(4):
    many = Many(1, 2, 3, 4, 5, 6, 7)
    for name in "bdfg"[:count]:
        delattr(many, name)
        many.h = count
    many.__dict__.setdefault("i", 9)
    del many.a
    many.j = 0
    print(list(vars(many).items()))
    few = Point(1, 2)
    few.z, few.w, few.v = 3, 4, 5
    del few.x, few.v
    few.u = 6
    print(list(vars(few).items()), few.w)
