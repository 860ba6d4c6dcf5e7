class Box:
    value = 1


calls = []


def index():
    calls.append("index")
    return 0


x = 10
x += 5
x -= 3
x *= 4
x //= 5
x %= 7
x **= 3
x /= 4
print(x)
x = 6
x &= 3
x |= 8
x ^= 1
x <<= 4
x >>= 2
print(x)
items = [1, 2, 3]
items[index()] += 10
items[-1] *= 2
items[0:1] += [7]
print(items, calls)
d = {"n": 1}
d["n"] += 1
d["list"] = []
d["list"] += "ab"
print(d)
box = Box()
box.value += 5
print(box.value, Box.value)
Box.value -= 1
print(box.value, Box.value)
s = "a"
s += "b"
s *= 3
t = (1,)
t += (2,)
print(s, t)
alias = items
items += (4, 5)
print(alias is items, alias)
u = {1}
u |= {2}
v = True
v += 1
print(u, v)
try:
    d["missing"] += 1
except KeyError as error:
    print("KeyError:", error)
try:
    undefined += 1
except NameError as error:
    print("NameError:", error)
