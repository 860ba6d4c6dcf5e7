# Fields with slots of their own: what a slot is called is no default.
from dataclasses import dataclass, field
@dataclass(slots=True)
class A:
    x: int
    y: int = 2
@dataclass(slots=True)
class B(A):
    x: int
    z: int = 5
print(A(1), B(1), B(1, 2, 3), B.__slots__, A.__slots__)
class C:
    __slots__ = ("x",)
    x: int
C = dataclass(C)
print(C(4))
try: C()
except TypeError as e: print(e)
