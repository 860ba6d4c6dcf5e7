from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar, List


@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: List[str] = field(default_factory=list)
    secret: str = field(default="s", repr=False, compare=False)
    count: ClassVar[int] = 0

    def total(self) -> float:
        return self.price * 2


a = Item("pen")
b = Item("pen", tags=["x"])
print(a, b, a == b, a == Item("pen", secret="other"), a.total(), a.tags is not b.tags)
print(asdict(b), astuple(b), [f.name for f in fields(Item)], is_dataclass(a), is_dataclass(3), Item.price)
print(replace(a, name="ink"), Item.__name__, Item.__hash__, a == 3)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0


print(Version(1, 2) < Version(1, 3), sorted([Version(2), Version(1, 5)]), hash(Version(1)) == hash(Version(1)))
print({Version(1): "one"}[Version(1)])
for action in (
    lambda: setattr(Version(1), "major", 3),
    lambda: Version(),
    lambda: Version(1, 2, 3),
    lambda: Version(1, patch=3),
    lambda: Version(1, major=3),
    lambda: Version(1) < 3,
):
    try:
        action()
    except (FrozenInstanceError, TypeError) as error:
        print(type(error).__name__, error)


@dataclass
class Base:
    x: int
    y: int = 2


@dataclass
class Derived(Base):
    z: int = 3
    y: int = 20
    total: int = field(init=False)

    def __post_init__(self):
        self.total = self.x + self.y + self.z


print(Derived(1), Derived(1, 2, 3), isinstance(Derived(1), Base))


@dataclass(kw_only=True)
class Options:
    verbose: bool = False
    level: int


print(Options(level=3))
try:
    Options()
except TypeError as error:
    print(error)


@dataclass(eq=False, repr=False)
class Plain:
    x: int = 1


print(Plain() == Plain(), Plain(3).x)


@dataclass
class Node:
    value: int
    children: list = field(default_factory=list)


tree = Node(1, [Node(2), Node(3)])
print(tree, asdict(tree))
for text in ("mutable", "order"):
    try:
        if text == "mutable":

            @dataclass
            class Bad:
                items: list = []

        else:

            @dataclass
            class Worse:
                a: int = 1
                b: int

    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split(" follows")[0])
