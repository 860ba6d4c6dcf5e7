class Money:
    def __init__(self, amount):
        self.amount = amount

    def __radd__(self, other):
        return f"{other!r} and {self.amount}"


rows = [
    [0.1] * 10,
    [1e16, 1.0, -1e16],
    [1, 2, 0.1, 3, True, 0.2],
    [1e308, 1e308],
    [float("inf"), 1.0],
    [0.5, 0.25, Money(3)],
    [0.1, 0.2, 0.3, Money(3)],
    [True, False, True],
    [10**20, 0.1, 1],
    [x * 0.1 for x in range(100)],
    [],
]
for row in rows:
    lazily = sum(item for item in row)
    print(lazily == sum(row), type(lazily).__name__)
    print(sum((item for item in row), 0.5) == sum(row, 0.5))
print(sum((x for x in ([1], [2])), []), sum(map(float, "123")), sum(1 for _ in "abc"))
