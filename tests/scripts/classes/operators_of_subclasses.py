# Operators between builtin containers and objects of classes derived from builtin ones.


class Added(tuple):
    def __radd__(self, other):
        return f"radd {other}"


class Silent(tuple):
    def __radd__(self, other):
        print("asked")
        return NotImplemented


class Number:
    def __rmul__(self, other):
        return f"rmul {other}"

    def __radd__(self, other):
        return NotImplemented

    def __iter__(self):
        return iter("xy")


items = [1]
items += Added((2,))
print(items)
items = [1]
items += Silent((2,))
print(items)
items = [1]
items += Number()
print(items)
items *= Number()
print(items)
items = [1]
try:
    items + Silent((2,))
except TypeError as error:
    print(error)

# A comparison chain looks through its operands and compares them.
print(3 in [3, 4] in [[3, 4]], 3 in [3, 4] not in [[3, 4]], 1 in [1] == [1], 1 < 2 in [2])
if 3 in [3, 4] in [[3, 4]]:
    print("yes")


# What is given as a keyword may be of a class derived from str.
class Key(str):
    pass


def named(a=1, b=2, **rest):
    return a, b, rest


print(named(**{Key("a"): 5}), named(**{Key("z"): 5}), named(**{"a": 1}, **{Key("b"): 3}))
try:
    named(**{"a": 1}, **{Key("a"): 3})
except TypeError as error:
    print(error)


# The arguments of a call that unpacks: all are there before one is looked at.
def told(name, value):
    print("made", name)
    return value


def numbers():
    print("unpacked")
    yield 1


print(named(*numbers(), **told("keywords", {"b": 2})))
for args, kwargs in [(1, 2.0), ((1,), 2.0), (1, {}), ((1,), {1: 2})]:
    try:
        named(*args, **kwargs)
    except TypeError as error:
        print(error)
nothing = None
try:
    nothing(*5)
except TypeError as error:
    print(error)
try:
    nothing(**5)
except TypeError as error:
    print(error)
try:
    nothing(a=1, **{"a": 2})
except TypeError as error:
    print(error)
try:
    2.0**5000.0
except OverflowError as error:
    print(error, error.args)


# None in the place of a method takes it away.
class Bare(list):
    __iter__ = None
    __reversed__ = None
    __contains__ = None


class Items:
    __iter__ = None
    __reversed__ = None

    def __getitem__(self, i):
        raise IndexError

    def __len__(self):
        return 0


for cls in (Bare, Items):
    for what in (iter, reversed, list, lambda x: [*x], sorted):
        try:
            print(what(cls()))
        except TypeError as error:
            print(error)
    try:
        for x in cls():
            pass
    except TypeError as error:
        print(error)
try:
    1 in Bare()
except TypeError as error:
    print(error)


class Half:
    def __len__(self):
        return 3


class Other:
    def __getitem__(self, i):
        return i


for thing in (Half(), Other(), 5):
    try:
        reversed(thing)
    except TypeError as error:
        print(error)


class Assigned:
    def method(self):
        __class__ = "something"
        try:
            super()
        except RuntimeError as error:
            print(error)


Assigned().method()


def names(thing):
    return [name for name in dir(thing) if name in ("__dict__", "__weakref__", "__slots__", "a")]


class Plain:
    pass


class Slotted:
    __slots__ = ("a",)


class Both(Slotted):
    pass


class More:
    __slots__ = ("a", "__dict__")


class Int(int):
    pass


for cls in (Plain, Slotted, Both, More, Int):
    print(cls.__name__, names(cls), names(cls()))
