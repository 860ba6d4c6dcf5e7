"""Enums as the documentation of Python shows them, and how they fail."""

from enum import *
class UniqueEnum(Enum):
    def __init__(self, *args):
        cls = self.__class__
        if any(self.value == e.value for e in cls):
            a = self.name; e = cls(self.value).name
            raise ValueError("aliases not allowed: %r --> %r" % (a, e))
try:
    class Color(UniqueEnum):
        red = 1
        green = 2
        grene = 2
    print("no error")
except ValueError as e: print(e)
class T(Enum):
    _ignore_ = "T i"
    T = vars()
    for i in range(3): T[f"v{i}"] = i
print(list(T), hasattr(T, "i"))
class F(IntFlag):
    R = 4; W = 2; X = 1
print(repr(~F.R), F.R | 8, repr(F(16)), ~F(0), F.R ^ F.W, F(7), list(F.R | F.X), bool(F(0)), F.R in F(6), repr(F(0)), len(F(7)), f"{F.R}", format(F.R | F.W), str(F.R), int(F.R), -F.R)
class P(Flag):
    A = auto(); B = auto(); C = auto(); AB = A | B
print(repr(P.AB), repr(~P.A), P.A | P.C, P(0), repr(P(7)), list(P), list(P.AB), P.A in P.AB, P["AB"], P.__members__, P(3) is P.AB)
try: P(8)
except ValueError as e: print(e)
class St(StrEnum):
    A = auto(); B_C = auto()
print(St.A, St.B_C == "b_c", repr(St.A), f"{St.A:>4}", St("a"))
class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
    @property
    def g(self): return 6.67300E-11 * self.mass / (self.radius * self.radius)
print(Planet.EARTH.g, Planet.EARTH.value, Planet((3.303e+23, 2.4397e6)))
class Co(Enum):
    RED = 1; GREEN = 2; ROUGE = 1
print(Co.ROUGE, list(Co), Co.__members__, Co.RED.name, Co(1), Co["ROUGE"], Co.RED in Co, len(Co), Co.RED == 1, hash(Co.RED) == hash("RED"), Co.RED is Co.ROUGE)
for bad in (lambda: Co(9), lambda: Co["X"], lambda: setattr(Co, "RED", 3), lambda: Co.RED.RED, lambda: delattr(Co, "RED"), lambda: Co.RED < Co.GREEN, lambda: setattr(Co.RED, "value", 3)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class W(Enum):
    @classmethod
    def _missing_(cls, v): return cls.A if v == "x" else None
    A = 1
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name * 2
    B = auto()
print(W("x"), W.B.value)
try: W("zz")
except ValueError as e: print(e)
@unique
class Un(Enum):
    A = 1
    B = 2
try:
    @unique
    class Un2(Enum):
        A = 1
        B = 1
        C = 2
        D = 2
except ValueError as e: print(e)
A = Enum("A", "X Y Z"); print(list(A), A.X.value); B = Enum("B", {"P": 10, "Q": 20}); print(B.Q, B(10)); C = IntEnum("C", ["M", "N"], start=5); print(C.M + 1, C.N)
class Weekday(Enum):
    MON = 1
    def describe(self): return self.name, self.value
    def __str__(self): return "day " + self.name
print(Weekday.MON.describe(), Weekday.MON, f"{Weekday.MON}", repr(Weekday.MON), [Weekday.MON], {Weekday.MON: 1})
import pickle, copy
print(pickle.loads(pickle.dumps(Co.RED)) is Co.RED, copy.deepcopy(Co.RED) is Co.RED, copy.copy([Co.RED]))
