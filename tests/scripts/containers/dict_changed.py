# A dict must not change its size while it is walked; changing values is fine.
d = {n: n for n in range(5)}
for key in d:
    d[key] = key * 10
print(d)


def grow():
    for key in d:
        d[key + 100] = 0


def shrink():
    for key in d:
        del d[key]


def swap():
    for key in d:
        del d[key]
        d[key + 1000] = 1


for change in (grow, shrink, swap):
    d = {n: n for n in range(3)}
    try:
        change()
    except RuntimeError as error:
        print(change.__name__, "RuntimeError:", error)
s = {1, 2, 3}
try:
    for item in s:
        s.add(item + 10)
except RuntimeError as error:
    print("RuntimeError:", error)
for key in list(d):
    del d[key]
print(d)
iterator = iter({"a": 1, "b": 2})
print(next(iterator), next(iterator), next(iterator, "done"))

many = {}
for n in range(2000):
    many[n] = str(n)
for n in range(0, 2000, 2):
    del many[n]
for n in range(0, 100, 2):
    many[n] = "again"
print(len(many), list(many)[:3], list(many)[-3:], many[999], many[98], 500 in many)
