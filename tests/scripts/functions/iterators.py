class Countdown:
    def __init__(self, start):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1


class Repeatable:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return Countdown(self.n)


class OldStyle:
    def __getitem__(self, index):
        if index >= 3:
            raise IndexError(index)
        return index * 10


c = Countdown(3)
print(
    list(c),
    list(c),
    list(Repeatable(2)),
    list(Repeatable(2)),
    [x for x in OldStyle()],
    20 in OldStyle(),
    3 in Repeatable(5),
)
r = Repeatable(3)
print(
    [(a, b) for a in r for b in r if a < b],
    sum(r),
    max(r),
    sorted(r),
    tuple(r),
    set(r) == {1, 2, 3},
    dict(zip(r, "abc")),
)
a, *b = Repeatable(4)
print(
    a,
    b,
    [*Repeatable(2)],
    list(map(str, r)),
    list(filter(None, [0, 1, "", "a"])),
    list(enumerate(r, 10)),
    list(zip(r, r)),
)
it = iter([1, 2, 3])
print(next(it), list(it), next(it, "end"), iter(it) is it)
for bad in (
    lambda: iter(5),
    lambda: next([1]),
    lambda: list(None),
    lambda: [*1.5],
    lambda: next(iter([])),
):
    try:
        bad()
    except TypeError as error:
        print("TypeError:", error)
    except StopIteration as stop:
        print("StopIteration", stop.value)


class NoNext:
    def __iter__(self):
        return 5


class Raises:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("from next")


for bad in (NoNext(), Raises()):
    try:
        list(bad)
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", error)
lines = iter(["a", "b", "STOP", "c"])
print(list(iter(lambda: next(lines), "STOP")), next(lines))
z = zip([1, 2, 3], iter("ab"))
print(
    list(z),
    list(zip()),
    list(zip([1])),
    list(zip([1, 2], [3, 4], [5, 6])),
    list(zip(*[(1, "a"), (2, "b")])),
)
m = map(lambda a, b: a * b, [1, 2, 3], [4, 5])
print(
    next(m),
    list(m),
    list(map(max, [1, 5], [3, 2])),
    list(filter(lambda n: n > 1, range(4))),
    list(reversed(range(3))),
)
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
e = enumerate("ab", start=5)
print(next(e), next(e), next(e, None))
shared = iter(range(6))
print(list(zip(shared, shared)), [x for x, _ in zip(range(9), "abc")])
