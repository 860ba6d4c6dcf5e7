s = "Python"
print(s[0], s[-1], s[5], s[-6], s[1:4], s[:3], s[3:], s[:], s[::2], s[::-1], s[4:1], s[4:1:-1])
print(
    s[-3:],
    s[:-3],
    s[100:],
    s[:100],
    s[-100:2],
    s[2:2] == "",
    s[1:-1:2],
    s[-1:0:-2],
    s[None:None:None],
)
u = "añb€c😀d"
print(len(u), u[1], u[3], u[5], u[-2], u[1:6:2], u[::-1], [c for c in u])
for index in (6, -7, 10**30, "0", 1.0, None):
    try:
        print(s[index])
    except (IndexError, TypeError) as error:
        print(type(error).__name__ + ":", error)
try:
    s[0] = "J"
except TypeError as error:
    print("TypeError:", error)
try:
    del s[0]
except TypeError as error:
    print("TypeError:", error)
try:
    s[::0]
except ValueError as error:
    print("ValueError:", error)
print(
    "th" in s,
    "" in s,
    "x" not in s,
    "Pyt" "hon" == s,
    s * 2,
    3 * "ab",
    "x" * 0,
    "x" * -1,
    s + "!" + u,
)
print(slice(1, 2), slice(None), slice(1, None, -1), s[slice(1, 4)])
