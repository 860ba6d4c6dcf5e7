for r in (
    range(5),
    range(2, 8),
    range(0, 10, 3),
    range(10, 0, -3),
    range(0),
    range(5, 0),
    range(-3, 3, 2),
):
    print(r, list(r), len(r), bool(r), sum(r), list(reversed(r)), r[-1] if r else None)
r = range(10, 50, 5)
print(
    r[0],
    r[-1],
    r[2:4],
    r[::-1],
    20 in r,
    21 in r,
    "a" in r,
    20.0 in r,
    r.index(25),
    r.count(30),
    r.start,
    r.stop,
    r.step,
)
print(
    range(3) == range(0, 3, 1),
    range(0) == range(5, 0),
    range(0, 3, 2) == range(0, 4, 2),
    hash(range(3)) == hash(range(0, 3)),
    range(2) == [0, 1],
)
print(
    10**20 in range(10**30),
    len(range(10**12)),
    range(10**18)[-1],
    list(range(10**20, 10**20 + 3)),
    max(range(5)),
    min(range(3, 9)),
)
for i in range(3):
    i = i * 10
    print(i, end=" ")
print(i)
for action in (
    lambda: range(1, 2, 0),
    lambda: range(3)[5],
    lambda: range(1.5),
    lambda: range(),
    lambda: range(3).index(9),
    lambda: range(1, 2, 3, 4),
):
    try:
        action()
    except (ValueError, IndexError, TypeError) as error:
        print(type(error).__name__ + ":", error)
a, b, c = range(3)
print(a, b, c, [*range(2), *range(2)], tuple(range(3)), list(zip(range(3), range(5, 8))))
iterator = iter(range(2))
print(next(iterator), next(iterator), next(iterator, "end"))
