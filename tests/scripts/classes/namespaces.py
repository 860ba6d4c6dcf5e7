# `__prepare__`: the body of a class runs in any mapping.
from enum import Enum, auto, Flag


class Told(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("set", key)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        if not key.startswith("__"):
            print("get", key)
        return super().__getitem__(key)

    def __delitem__(self, key):
        print("del", key)
        super().__delitem__(key)


class Telling(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", name, bases, kwargs)
        return Told()

    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", type(namespace).__name__, [key for key in namespace if not key.startswith("__")])
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)


class A(metaclass=Telling, option=1):
    x = 1
    y = x + len("ab")
    del x
    for i in range(2):
        pass

    def method(self):
        return __class__

    try:
        nothing
    except NameError as error:
        print("NameError", error)


print(A.y, A().method() is A, hasattr(A, "x"), type(A.__dict__).__name__)


class Overloads(dict):
    """Keeps all functions of one name."""

    def __setitem__(self, key, value):
        if callable(value) and key in self and not key.startswith("__"):
            known = super().__getitem__(key)
            value = (known if isinstance(known, list) else [known]) + [value]
        super().__setitem__(key, value)


class Overloaded(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Overloads()


class Many(metaclass=Overloaded):
    def f(self):
        return 1

    def f(self, x):
        return x


print([function(*args) for function, args in zip(Many.f, [(None,), (None, 5)])])


class Counting(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        class Numbers(dict):
            def __missing__(self, key):
                if key.startswith("__"):
                    raise KeyError(key)
                self[key] = len([known for known in self if not known.startswith("__")])
                return self[key]

        return Numbers()


class Colour(metaclass=Counting):
    red
    green
    blue


print(Colour.red, Colour.green, Colour.blue)


class Wrong(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return 5


try:

    class Never(metaclass=Wrong):
        pass

except TypeError as error:
    print(error)


def outer(value):
    class Inside(metaclass=Telling):
        copied = value

        def get(self):
            return value

    return Inside


print(outer(10).copied, outer(11)().get())

for body in ["X = 1\n    X = 2", "def X(self): pass\n    X = 2", "X = 2\n    def X(self): pass", "X = Y = 1"]:
    try:
        exec(f"class E(Enum):\n    {body}\nprint(list(E))")
    except TypeError:
        print("TypeError", body.splitlines()[0])


class Made(Enum):
    vars().update({f"N{i}": i for i in range(2)})
    locals()["Q"] = 5
    R = auto()
    _ignore_ = ["i"]
    for i in range(3):
        pass

    def label(self):
        return f"{self.name}-{self.value}"


print([made.name for made in Made if made.name in ("Q", "R")], Made.R.label())


class Access(Flag):
    R = auto()
    W = auto()
    RW = R | W


print([access.name for access in Access], Access.RW.value)


class Meta(type):
    def __new__(mcs, name, bases, namespace):
        print(name, [key for key in namespace if key not in ("__firstlineno__", "__static_attributes__")])
        return super().__new__(mcs, name, bases, namespace)


class Shown(metaclass=Meta):
    "doc"
    a = 1

    def f(self):
        self.b = 1


print(type("T", (int,), {}).__base__, type("U", (Shown.__base__, ), {}).__base__)


class Mixin:
    pass


class Both(Mixin, int):
    pass


print(Both.__base__, Both.__bases__)
for slots in [("x",), "x", ["__dict__"]]:
    try:
        type("S", (int,), {"__slots__": slots})
    except TypeError as error:
        print(error)
try:
    type("S", (Mixin,), {"__slots__": "__dict__"})
except TypeError as error:
    print(error)
