people = [("Ada", 36), ("Bob", 25), ("Cyd", 36), ("Dan", 25), ("Eve", 50)]
print(sorted(people, key=lambda p: p[1]))
print(sorted(people, key=lambda p: p[1], reverse=True))
print(sorted(people, key=lambda p: (-p[1], p[0])))
print(sorted(sorted(people, reverse=True), key=lambda p: p[1]))
print(
    sorted([3, 1.5, True, 10**20, -2]),
    sorted("banana"),
    sorted({"b": 1, "a": 2}),
    sorted([[2], [1, 9], []]),
)
seed = 12345
numbers = []
for _ in range(500):
    seed = (seed * 1103515245 + 12345) % 2**31
    numbers.append(seed % 1000)
ordered = sorted(numbers)
print(
    ordered[:5],
    ordered[-5:],
    all(a <= b for a, b in zip(ordered, ordered[1:])),
    sum(ordered) == sum(numbers),
)
print(sorted(numbers, key=lambda n: -n)[:3], sorted(numbers, key=str)[:3])


class Version:
    def __init__(self, text):
        self.parts = [int(part) for part in text.split(".")]

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return ".".join(map(str, self.parts))


versions = [Version(text) for text in ("1.10", "1.2", "1.2.1", "0.9")]
print(sorted(versions), sorted(versions)[-1], min(versions))
calls = []
sorted([3, 1, 2], key=lambda n: calls.append(n) or n)
print(calls)
for bad in ([1, "a"], [None, 1], [(1, "a"), (1, 2)], [{}, {}], [object(), object()]):
    try:
        sorted(bad)
    except TypeError as error:
        print("TypeError:", error)
try:
    sorted([2, 1], key=lambda n: n / 0)
except ZeroDivisionError:
    print("the key's own error comes through")
try:
    sorted([1], lambda a: a)
except TypeError as error:
    print("TypeError:", error)
