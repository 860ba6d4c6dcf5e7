from enum import Enum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    def describe(self):
        return f"{self.name} is {self.value}"

    @classmethod
    def favourite(cls):
        return cls.GREEN


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"])
print(Color.CRIMSON is Color.RED, Color(1) is Color.RED, Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.BLUE)
print(list(Color), len(Color), [c.name for c in Color], Color.RED in Color, Color, type(Color.RED), type(Color))
print(Color.RED.describe(), Color.favourite(), isinstance(Color.RED, Color), {Color.RED: "r"}[Color(1)])
print(list(Color.__members__), list(reversed(Color)), f"{Color.RED}", f"{Color.RED:>12}|", "%s" % Color.BLUE)
for action in (
    lambda: Color(9),
    lambda: Color["NO"],
    lambda: setattr(Color, "RED", 4),
    lambda: Color.RED < Color.BLUE,
):
    try:
        print(action())
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)


class State(Enum):
    IDLE = auto()
    RUNNING = auto()
    DONE = auto()


print([(s.name, s.value) for s in State], State.IDLE is not State.DONE, bool(State), bool(State.IDLE))


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return round(self.mass / self.radius, 3)


print(Planet.EARTH, Planet.EARTH.mass, Planet.MARS.density, Planet((0.64, 3.39)))
try:

    @unique
    class Twice(Enum):
        A = 1
        B = 1

except ValueError as error:
    print(error)
try:

    class More(Color):
        PINK = 4

except TypeError as error:
    print(error)


class Level(Enum):
    LOW = "low"
    HIGH = "high"

    def __str__(self):
        return self.value

    def __lt__(self, other):
        return self.value < other.value


print(Level.LOW, Level("high"), repr(Level.HIGH), sorted([Level.LOW, Level.HIGH]), f"{Level.LOW}")
