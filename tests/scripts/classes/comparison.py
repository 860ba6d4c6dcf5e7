class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __le__(self, other):
        return self.parts <= other.parts

    def __gt__(self, other):
        return self.parts > other.parts

    def __ge__(self, other):
        return self.parts >= other.parts

    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))


versions = [Version(1, 10), Version(1, 2), Version(0, 9), Version(1, 2, 1)]
print(sorted(versions), max(versions), min(versions), sorted(versions, reverse=True))
a, b = Version(1), Version(2)
print(
    a < b,
    a <= b,
    a > b,
    a >= b,
    a == b,
    a != b,
    a < b < Version(3),
    a == Version(1),
    [a] == [Version(1)],
    (a, 1) < (b, 0),
    a in [b, Version(1)],
)
try:
    hash(a)
except TypeError as error:
    print(error)


class Odd:
    def __eq__(self, other):
        return "not a bool"

    def __lt__(self, other):
        return []

    def __ne__(self, other):
        return 0


o = Odd()
print(o == 1, o != 1, o < 1, 1 == o, 1 > o, o in [1], not o == 1, bool(o < 1))


class Same:
    def __init__(self, key):
        self.key = key

    def __eq__(self, other):
        print("eq", self.key, other.key)
        return self.key == other.key

    def __hash__(self):
        return 7


d = {Same("a"): 1}
d[Same("b")] = 2
print(d[Same("b")], len(d))
x = Same("x")
print(x in [x], [x] == [x], x is x)
print([1, 2, 3].index(2), [Same("p"), Same("q")].index(Same("q")), [Same("r")].count(Same("r")))
