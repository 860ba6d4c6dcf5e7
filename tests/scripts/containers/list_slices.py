a = list(range(10))
print(a[2:5], a[:-3], a[-3:], a[::3], a[::-1], a[8:2:-2], a[20:], a[-20:3], a[5:5])
a[2:5] = ["x"]
print(a)
a[1:1] = [100, 200]
print(a)
a[::2] = [0] * len(a[::2])
print(a)
a[:2] = []
print(a)
del a[0], a[-1]
print(a)
del a[1:3]
print(a)
a[len(a) :] = [7, 8, 9]
print(a)
del a[::2]
print(a)
a[:] = "abc"
print(a)
b = a
b += [1]
b[0] = "changed"
print(a, a is b)
b = b + [2]
print(a, b, a is b)
a *= 2
print(a)
a[1:3] = a
print(a)
for action in (
    lambda: a[99],
    lambda: a[-99],
    lambda: a.pop(99),
    lambda: a.index("none"),
    lambda: a.remove("none"),
    lambda: [].pop(),
):
    try:
        action()
    except (IndexError, ValueError) as error:
        print(type(error).__name__ + ":", error)
try:
    a[::2] = [1]
except ValueError as error:
    print("ValueError:", error)
try:
    a[99] = 1
except IndexError as error:
    print("IndexError:", error)
try:
    del a[99]
except IndexError as error:
    print("IndexError:", error)
