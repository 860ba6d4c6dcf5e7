if (n := len("hello")) > 3:
    print(n, [y := 1, y + 1], y)
print(
    [last := i for i in range(3)],
    last,
    any((found := w).startswith("c") for w in ["ab", "cd", "ce"]),
    found,
)
numbers = iter([3, 5, 0, 7])
while (number := next(numbers)) != 0:
    print(number)
print((a := 5) + a, a)


def local():
    if (inner := 4) > 3:
        return [inner * (k := i) for i in range(3)], k


print(local(), f"{(z := 3)}", z)
