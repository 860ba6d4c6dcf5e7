from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def describe(self): return f'{self.name}={self.value}'
print(Color.RED, repr(Color.RED), Color(2), Color['BLUE'], list(Color), len(Color), Color.CRIMSON is Color.RED, Color.RED.describe(), Color)
print(Color.RED in Color, type(Color.RED), isinstance(Color.RED, Color), Color.__members__)
for bad in (lambda: Color(9), lambda: Color['X'], lambda: setattr(Color, 'RED', 5), lambda: Color.RED < Color.BLUE):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print({Color.RED: 'r'}[Color.RED], Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.BLUE, f'{Color.RED}', f'{Color.RED:>12}', hash(Color.RED) == hash('RED'))
class Pri(IntEnum):
    LOW = 1
    HIGH = auto()
    TOP = 10
print(Pri.LOW, repr(Pri.LOW), Pri.HIGH > Pri.LOW, Pri.TOP + 1, sorted(Pri, reverse=True), max(Pri), int(Pri.TOP), f'{Pri.TOP}', f'{Pri.TOP:05d}', '%d' % Pri.TOP, Pri(10), [0,1,2][Pri.LOW], Pri.LOW == 1, {1: 'a'}[Pri.LOW], isinstance(Pri.LOW, int), range(Pri.HIGH))
class S(StrEnum):
    A = auto()
    B = 'bee'
print(S.A, repr(S.B), S.A == 'a', S.B.upper(), f'{S.B}', ','.join(S), S('bee'))
class Old(str, Enum):
    X = 'x'
print(Old.X, repr(Old.X), Old.X == 'x', Old.X.value, Old('x'), Old.X + 'y')
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
p = Perm.R | Perm.X
print(p, repr(p), Perm.RW, repr(Perm.RW), Perm.R in p, Perm.W in p, ~Perm.R, p & Perm.X, p ^ Perm.R, bool(p & Perm.W), list(p), list(Perm), len(p), Perm(0), repr(Perm(0)), Perm(7), Perm)
try: Perm(8)
except ValueError as e: print(e)
class IF(IntFlag):
    A = 1; B = 2; C = 4
print(IF.A | IF.B, repr(IF.A | IF.B), IF(9), repr(IF(9)), IF.A + 1, ~IF.A, IF.A | 8, IF(7) & 3)
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
    @property
    def g(self): return round(self.mass / self.radius ** 2, 3)
print(Planet.EARTH.g, Planet.MARS.value, Planet((0.64, 3.39)))
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e: print(e)
Anim = Enum('Anim', 'CAT DOG'); print(list(Anim), Anim.DOG.value, Anim)
Lv = IntEnum('Lv', ['A', 'B'], start=5); print(list(Lv))
try:
    class More(Color): X = 4
except TypeError as e: print(e)
class Base(Enum):
    def hello(self): return 'hi ' + self.name
class Sub(Base): A = auto(); B = auto()
print(Sub.A.hello(), Sub.B.value)
class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values): return name.lower() + str(count)
    ONE = auto(); TWO = auto()
print([a.value for a in Auto])
class Miss(Enum):
    A = 'a'
    @classmethod
    def _missing_(cls, value): return cls.A if value == 'zzz' else None
print(Miss('zzz'))
class Coord(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value]); obj._value_ = value; obj.label = label; return obj
    PX = (0, 'P.X'); PY = (1, 'P.Y')
print(Coord.PY, Coord.PX.label, Coord(1), Coord.PX.value)
def f(c):
    match c:
        case Color.RED: return 'red'
        case Color.GREEN | Color.BLUE: return 'other'
print(f(Color.RED), f(Color.BLUE))
try: Color.RED.value = 3
except AttributeError as e: print(type(e))
try: del Color.RED
except AttributeError as e: print(e)
print(Color.RED.__class__, Color.__name__, Color.RED.name, [m.name for m in Color], dict(Color.__members__), reversed(Color) is not None)
