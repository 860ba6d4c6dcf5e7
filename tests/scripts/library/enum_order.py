# Orders of an enum's members, automatic values, private names.
from enum import Enum, IntEnum, auto


class Size(Enum):
    _order_ = "SMALL MEDIUM LARGE"
    SMALL = 1
    MEDIUM = 2
    LARGE = 3
    BIG = 3


print([size.name for size in Size], Size.BIG)
for order, body in [("B A", "A = 1\n    B = 2"), ("A B C", "A = 1\n    B = 2"), ("A", "A = 1\n    B = 2"), ("A, B", "A = 1\n    B = 2")]:
    try:
        exec(f"class E(Enum):\n    _order_ = {order!r}\n    {body}\nprint([e.name for e in E])")
    except TypeError as error:
        print("TypeError", error)


class Private(Enum):
    __secret = "not a member"
    OPEN = "member"

    @classmethod
    def secret(cls):
        return cls.__secret


print(list(Private), Private.secret())


class AutoNumber(Enum):
    def __new__(cls):
        value = len(cls.__members__) + 1
        obj = object.__new__(cls)
        obj._value_ = value
        return obj


class Colour(AutoNumber):
    red = ()
    green = ()
    blue = ()


print(list(Colour), Colour(2), Colour["blue"].value)


class Mixed(IntEnum):
    A = 5
    B = auto()


print([(mixed.name, int(mixed)) for mixed in Mixed][:2])
