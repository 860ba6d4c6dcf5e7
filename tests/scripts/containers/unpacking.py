a, b, c = 1, 2, 3
[d, e] = "xy"
(f, (g, h)), i = (1, (2, 3)), 4
print(a, b, c, d, e, f, g, h, i)
first, *rest = [1, 2, 3]
*init, last = "abc"
head, *middle, tail = range(6)
only, *none = (1,)
print(first, rest, init, last, head, middle, tail, only, none)
x = y = z = []
x.append(1)
print(x, y, z, x is z)
i = 0
i, values = 1, [10, 20]
i, values[i] = 0, 99
print(i, values)
a, b = b, a
print(a, b)
for index, (key, value) in enumerate({"p": 1, "q": 2}.items()):
    print(index, key, value, end="; ")
for first, *others in [(1, 2, 3), "ab"]:
    print(first, others, end="; ")
print()
print(*[1, 2], *(3,), *"ab", sep="-")
data = {"sep": "/", "end": "!\n"}
print("a", "b", **data)


def show(*args, **kwargs):
    return args, kwargs


print(
    show(*[1], 2, *(3, 4), k=5, **{"m": 6}, **{"n": 7}),
    show(*{}, **{}),
    show(*range(2), *{"key": 1}),
)
for make in (
    lambda: [1, 2],
    lambda: [1, 2, 3, 4],
    lambda: 5,
    lambda: None,
    lambda: {"a": 1, "b": 2, "c": 3},
    lambda: "",
):
    try:
        p, q, r = make()
        print(p, q, r)
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", error)
try:
    p, *q, r = [1]
except ValueError as error:
    print("ValueError:", error)
try:
    [*5]
except TypeError as error:
    print("TypeError:", error)
