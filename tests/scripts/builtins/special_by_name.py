# Special methods of builtin objects called by name: what they know, and what they leave to the other.


def tell(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


VALUES = [1, 1.5, "a", b"a", bytearray(b"a"), (1,), [1], {1: 2}, {1}, range(2), slice(1, 2), None]
for value in VALUES:
    print(type(value).__name__)
    for name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
        method = getattr(value, name)
        print(name, [method(other) for other in VALUES])

for value in (object(), None, range(3)):
    print(type(value).__name__, value.__lt__(1), value.__ge__(value), value.__eq__(1))

tell(int.__add__, "a", 1)
tell(int.__add__)
tell((1).__add__)
tell((1).__add__, 1, 2)
tell((1).__neg__, 1)
tell([1].__iadd__)
tell("a".__contains__)
tell(object().__eq__)
tell(str.upper)
tell(list.append)
tell(dict.get)
tell(object, 1)
tell(object, int)

keys = {1: 2, 3: 4}.keys()
print(keys.__le__({1, 3, 5}), keys.__eq__({1, 3}), keys.__lt__([1]), {1}.__lt__(keys))


class Odd:
    def __eq__(self, other):
        print("eq")
        return NotImplemented


class Even:
    def __eq__(self, other):
        print("eq of Even")
        return NotImplemented

    def __ne__(self, other):
        print("ne of Even")
        return NotImplemented


# What `object.__ne__` makes of `__eq__` comes before the other's `__ne__`.
print(Odd() != Even(), Even() != Odd(), Odd() != Odd(), Odd() != 1)
