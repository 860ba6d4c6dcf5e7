# The keys of a format are looked up as the mapping's class has it.
from collections import Counter, OrderedDict, defaultdict

people = defaultdict(lambda: "nobody", name="John")
print("%(name)s and %(other)s" % people, dict(people))


class Upper(dict):
    def __missing__(self, key):
        return key.upper()


class Got(dict):
    def __getitem__(self, key):
        return "got " + key


class Twice:
    def __getitem__(self, key):
        return key * 2


class Plain(dict):
    pass


print("%(a)s-%(b)5s|%(c)-3s|%%" % Upper(a=1))
print("%(a)s %(zz)r" % Got(a=1))
print("%(a)d %(b)03d %(c)x" % Counter("aab"))
print("%(x)s %(x)r" % OrderedDict(x="3"))
print("%(ab)s" % Twice())
for mapping in (Plain(a=1), {}, Plain()):
    try:
        print("%(a)s %(q)s" % mapping)
    except KeyError as error:
        print("KeyError", error)
for values in ({}, {1: 2}, range(3), [], [1], b"a", bytearray(b"a"), Plain(), Twice(), set(), (), None, 1, slice(1)):
    for template in ("", "abc", "%%", "%s", "%(a)d"):
        try:
            print(repr(template), type(values).__name__, repr(template % values) if template != "%s" or type(values) is not Twice else "")
        except (TypeError, KeyError) as error:
            print(repr(template), type(values).__name__, type(error).__name__, error)
