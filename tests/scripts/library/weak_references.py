"""weakref.ref"""

import weakref


class P:
    pass


class Named(P):
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self.name == other.name

    def __hash__(self):
        return hash(self.name)


p = P()
r = weakref.ref(p)
print(r() is p, weakref.ref(p) is r, weakref.getweakrefcount(p), type(r))
q = p
del p
print(r() is q)
del q
print(r() is None)


def told(ref):
    print("told", ref is w, ref())


p = P()
w = weakref.ref(p, told)
w2 = weakref.ref(p, lambda ref: print("told second"))
print(w == w2, hash(w) == hash(p), len({w, w2}), w is w2, weakref.getweakrefcount(p))
p = None
print(w(), w == w2)

a, b = Named("x"), Named("x")
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra == rb, hash(ra) == hash(rb), len({ra, rb}))
del a
print(ra == rb, hash(ra) == hash(rb))
c = Named("y")
rc = weakref.ref(c)
del c
try:
    hash(rc)
except TypeError as e:
    print(e)
for thing in (1, "a", [], {}, None, (1,), 1.5):
    try:
        weakref.ref(thing)
    except TypeError as e:
        print(e)


def function():
    pass


for thing in (function, P, {1}, frozenset([1]), (x for x in "a"), ValueError):
    print(weakref.ref(thing)() is thing)


class Observer:
    def __init__(self, subject):
        self.subject = weakref.ref(subject, self.gone)

    def gone(self, ref):
        print("subject gone", self.subject is ref)


s = P()
o = Observer(s)
del s
s = P()
o = Observer(s)
del o
del s
print("an observer that died first is not told")


class Last:
    def __init__(self):
        self.ref = weakref.ref(self, lambda ref: print("ref told"))

    def __del__(self):
        print("last word", self.ref() is self)


keep = Last()
outer = weakref.ref(keep, lambda ref: print("outer told"))
del keep
print(outer())


class Slotted:
    __slots__ = ("x", "__weakref__")


class Bare:
    __slots__ = ("x",)


print(weakref.ref(Slotted()) is not None)
