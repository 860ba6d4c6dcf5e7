print(
    "{} {}".format(1, "a"),
    "{0} {1} {0}".format("x", "y"),
    "{name} {0}".format(1, name="n"),
    "{{}} {}".format(5),
)
print(
    "{:>5}|{:<5}|{:^5}|{:05d}".format("a", "b", "c", 42),
    "{:.2f} {:,}".format(3.14159, 1234567),
    "{!r} {!s}".format("a", "a"),
)
print(
    "{0[0]} {0[1]} {d[key]}".format([10, 20], d={"key": "value"}),
    "{:{}}|{:{w}.{p}f}".format("x", 4, 2.5, w=8, p=1),
)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


print("({0.x}, {0.y})".format(Point(1, 2)), "{p.x:>4}".format(p=Point(3, 4)))
template = "{:<8}{:>6}"
for row in (("apple", 3), ("fig", 12)):
    print(template.format(*row))
print("{a} {b}".format(**{"a": 1, "b": 2}))
for template, arguments in (
    ("{}", ()),
    ("{0} {1}", (1,)),
    ("{x}", ()),
    ("{} {0}", (1,)),
    ("{", (1,)),
    ("}", ()),
    ("{0.y}", (1,)),
    ("{0[a]}", ({},)),
    ("{:d}", ("a",)),
):
    try:
        print(template.format(*arguments))
    except (IndexError, KeyError, ValueError, AttributeError) as error:
        print(type(error).__name__ + ":", error)
