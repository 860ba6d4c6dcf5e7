class Matrix:
    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns
        self.cells = [0] * (rows * columns)

    def __getitem__(self, key):
        if isinstance(key, tuple):
            row, column = key
            return self.cells[row * self.columns + column]
        if isinstance(key, slice):
            return f"slice {key.start} {key.stop} {key.step}"
        return self.cells[key * self.columns : (key + 1) * self.columns]

    def __setitem__(self, key, value):
        row, column = key
        self.cells[row * self.columns + column] = value

    def __delitem__(self, key):
        print("deleting", key)

    def __len__(self):
        return self.rows

    def __iter__(self):
        for row in range(self.rows):
            yield self[row]

    def __contains__(self, value):
        print("contains?", value)
        return value in self.cells

    def __reversed__(self):
        return iter("reversed")


m = Matrix(2, 3)
m[0, 1] = 5
m[1, 2] = 7
m[1, 2] += 10
print(
    m[0],
    m[1],
    m[0, 1],
    len(m),
    list(m),
    bool(m),
    17 in m,
    8 not in m,
    m[1:2],
    m[:],
    m[::2],
    m[-1:"x":None],
)
del m[0, 0], m[1:2]
print(list(reversed(m)), [sum(row) for row in m], max(m), *m)


class Fibs:
    def __getitem__(self, n):
        if n > 8:
            raise IndexError
        return n if n < 2 else self[n - 1] + self[n - 2]


print(list(Fibs()), 13 in Fibs(), 4 in Fibs(), Fibs()[6], list(zip(Fibs(), "abc")))


class Falsy:
    def __len__(self):
        return 0


class Weird:
    def __len__(self):
        return -1


class Callable:
    def __init__(self, n):
        self.n = n

    def __call__(self, *args, **kwargs):
        return self.n, args, kwargs


print(
    bool(Falsy()),
    not Falsy(),
    "x" if Falsy() else "y",
    Callable(5)(1, k=2),
    callable(Callable(1)),
    list(map(Callable(0), "ab")),
)
for action in (
    lambda: len(Weird()),
    lambda: len(Callable(1)),
    lambda: Falsy()[0],
    lambda: iter(Falsy()),
    lambda: 1 in Falsy(),
    lambda: Falsy()(),
):
    try:
        print(action())
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", error)
