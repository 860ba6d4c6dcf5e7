print(
    [x * x for x in range(5)],
    [x for x in range(10) if x % 2 if x > 3],
    [(x, y) for x in range(2) for y in "ab"],
)
print(
    {x % 3 for x in range(9)},
    {x: x**2 for x in range(4)},
    {v: k for k, v in {"a": 1, "b": 2}.items()},
)
print(
    [[j for j in range(i)] for i in range(4)],
    [y for x in [[1, 2], [3]] for y in x],
    [x if x > 2 else -x for x in range(5)],
)
print(
    sum(x for x in range(5)),
    max(len(w) for w in ["a", "bbb"]),
    ",".join(str(i) for i in range(3)),
    list(x for x in "ab"),
    tuple(i for i in range(2)),
)
x = "kept"
print([x for x in range(3)], x)
n = 10
print([n * i for i in range(3)], [(lambda: n + i)() for i in range(2)])


def inside(limit):
    factor = 3
    squares = [i * factor for i in range(limit)]
    pairs = {i: [j * factor for j in range(i)] for i in range(limit)}
    return squares, pairs, [f() for f in [lambda: i * factor for i in range(3)]]


print(inside(3))


class Grid:
    size = 3
    cells = [0 for _ in range(size)]

    def rows(self):
        return [[self.size * r + c for c in range(self.size)] for r in range(self.size)]


print(Grid.cells, Grid().rows())
print(
    [a + b for a, b in [(1, 2), (3, 4)]],
    [first for first, *rest in ["abc", "de"]],
    [i for i, c in enumerate("banana") if c == "a"],
)
primes = [p for p in range(2, 40) if all(p % d for d in range(2, int(p**0.5) + 1))]
print(
    primes,
    [i for i in range(3) for i in range(i)],
    [[x, y] for x in range(2) for y in range(2) if x != y],
)
try:
    [1 // i for i in range(2)]
except ZeroDivisionError:
    print("error inside")
try:
    [i for i in 5]
except TypeError as error:
    print(error)
try:
    [missing for _ in range(1)]
except NameError as error:
    print(error)
print([i for i in []], {i for i in []}, {k: 1 for k in []}, [*(i for i in range(2)), 9])
