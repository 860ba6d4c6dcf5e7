"""Dataclasses with slots, with InitVar, and without `__match_args__`."""
from dataclasses import InitVar, asdict, dataclass, field, fields, replace


@dataclass(slots=True)
class Point:
    x: int
    y: int = 0


point = Point(1)
print(point, point == Point(1, 0), Point.__slots__, hasattr(point, "__dict__"))
try:
    point.z = 1
except AttributeError as error:
    print("AttributeError", "z" in str(error))


@dataclass(slots=True)
class Point3(Point):
    z: int = field(default=9)


print(Point3(1, 2), Point3.__slots__, asdict(Point3(0)), replace(Point3(1), z=3))


@dataclass(frozen=True, slots=True, order=True)
class Version:
    major: int
    minor: int = 0


print(Version(1) < Version(1, 2), {Version(1): "a"}[Version(1, 0)], Version.__match_args__)
try:
    Version(1).major = 2
except AttributeError as error:
    print(type(error).__name__, error)


@dataclass
class Account:
    owner: str
    opening: InitVar[int]
    fee: InitVar[int] = 1
    balance: int = field(init=False, default=0)

    def __post_init__(self, opening, fee):
        self.balance = opening - fee


account = Account("ada", 10)
print(account, Account("bob", 5, fee=0).balance, [one.name for one in fields(Account)], hasattr(account, "opening"))
print(Account.fee, Account.__match_args__)


@dataclass(match_args=False)
class Hidden:
    a: int


print(hasattr(Hidden, "__match_args__"), Hidden(1))
