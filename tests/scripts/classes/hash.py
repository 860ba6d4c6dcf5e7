class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return f"P({self.x}, {self.y})"


grid = {Point(x, y): x * y for x in range(3) for y in range(3)}
print(
    len(grid),
    grid[Point(2, 2)],
    Point(5, 5) in grid,
    Point(1, 2) in set(grid),
    grid.pop(Point(0, 0)),
    len(grid),
)
print(
    hash(1) == hash(1.0) == hash(True),
    hash("a") == hash("a"),
    hash((1, "a")) == hash((1, "a")),
    hash(None) == hash(None),
    hash(0),
    hash(5),
    hash(-1),
    hash(-2),
    hash(2**61 - 1),
    hash(2**61),
    hash(10**20),
)
print(
    hash(0.5),
    hash(1.5),
    hash(-2.0),
    hash(1e300),
    hash(float("inf")),
    hash(-float("inf")),
    hash(False),
)


class EqOnly:
    def __eq__(self, other):
        return True


class BadHash:
    def __hash__(self):
        return "x"


class Child(EqOnly):
    pass


for thing in (EqOnly(), BadHash(), Child(), [], {}, set(), ([],), [1]):
    try:
        hash(thing)
    except TypeError as error:
        print("TypeError:", error)
print(
    {1: "a", True: "b", 1.0: "c"},
    {0, False, 0.0},
    {"1", 1} == {1, "1"},
    {(): 0, (1,): 1}[()],
    {frozenset({1}): 2}[frozenset({1})],
)


class Unequal:
    def __eq__(self, other):
        return False

    def __hash__(self):
        return 1


u = Unequal()
d = {u: "identity wins"}
print(d[u], u in d, u in [u], Unequal() in d, len({Unequal(), Unequal()}))
