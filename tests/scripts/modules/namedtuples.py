from collections import namedtuple

Point = namedtuple("Point", ["x", "y"])
p = Point(1, y=2)
print(p, p.x, p[1], p._fields, Point._fields, len(p), Point.__name__, Point)
x, y = p
print(x, y, tuple(p), list(p), p == (1, 2), (1, 2) == p, p != (1, 2), p < (1, 3), (0, 9) < p)
print(isinstance(p, tuple), issubclass(Point, tuple), hash(p) == hash((1, 2)), {p: "a"}[(1, 2)])
print(p._replace(x=5), p._asdict(), Point._make([7, 8]), p + (3,), (0,) + p, p * 2, 2 in p)
print("%s and %s" % p, f"{p}", "{0.x} {0.y}".format(p), p.count(1), p.index(2), p[-1:], max(p), sum(p))
print(sorted([Point(2, 1), Point(1, 5), Point(1, 2)]), [a * b for a, b in [Point(2, 3), Point(4, 5)]])
Person = namedtuple("Person", "name, age job", defaults=["none"])
print(Person("Ann", 30), Person(name="Bob", age=1, job="x"), Person._field_defaults)
for make in (
    lambda: Point(1),
    lambda: Point(1, 2, 3),
    lambda: Point(1, z=2),
    lambda: Point(1, x=1, y=2),
    lambda: Point(),
    lambda: Point._make([1]),
    lambda: namedtuple("A", "class"),
    lambda: namedtuple("A", "a a"),
    lambda: namedtuple("A", "_a"),
    lambda: namedtuple("A", "1a"),
    lambda: setattr(p, "x", 3),
    lambda: p[5],
):
    try:
        print(make())
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        print(type(error).__name__, error)
print(namedtuple("R", "a class a _b", rename=True)._fields)


class Vector(namedtuple("Vector", "x y")):
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    @property
    def length(self):
        return (self.x**2 + self.y**2) ** 0.5


v = Vector(3, 4)
print(v, v + Vector(1, 1), v.length, v == (3, 4), v._replace(x=0))
print("%d-%d" % Point(1, 2), "{} {}".format(*p), Point.__doc__, [Point(1, 2)] == [(1, 2)], {p} == {(1, 2)})
