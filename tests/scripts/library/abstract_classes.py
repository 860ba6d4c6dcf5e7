"""abc"""

from abc import ABC, ABCMeta, abstractmethod
class Shape(ABC):
    def __init__(self, n): self.n = n
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name} {self.area()}"
class Sq(Shape):
    def area(self): return self.n ** 2
    @property
    def name(self): return "sq"
class Half(Shape):
    def area(self): return 1
for c in (Shape, Half):
    try: c(1)
    except TypeError as e: print(type(e).__name__, str(e).startswith("Can't instantiate abstract class"))
print(Sq(3).describe(), isinstance(Sq(1), Shape), issubclass(Sq, Shape), issubclass(int, Shape), Shape.__abstractmethods__ == {"area", "name"}, Sq.__abstractmethods__)
class M(metaclass=ABCMeta):
    @abstractmethod
    def f(self): return "base f"
    @staticmethod
    @abstractmethod
    def s(): pass
    @classmethod
    @abstractmethod
    def c(cls): pass
try: M()
except TypeError as e: print(type(e).__name__, str(e).startswith("Can't instantiate abstract class"))
class N(M):
    def f(self): return super().f() + "!"
    @staticmethod
    def s(): return 1
    @classmethod
    def c(cls): return cls.__name__
print(N().f(), N.s(), N.c())
M.register(int); print(isinstance(3, M), issubclass(bool, M), isinstance("", M))
class E(ABC): pass
print(type(E()), E().__class__)
try: E(1)
except TypeError as e: print(type(e).__name__, str(e).startswith("Can't instantiate abstract class"))
try: Sq()
except TypeError as e: print(type(e).__name__, str(e).startswith("Can't instantiate abstract class"))
class Mixed(Sq, object): pass
print(Mixed(2).area(), type(Shape), Shape.__mro__)
@Shape.register
class V: pass
print(isinstance(V(), Shape))
class WithNew(ABC):
    def __new__(cls, x): self = super().__new__(cls); self.x = x; return self
print(WithNew(4).x)
class AW(WithNew):
    @abstractmethod
    def q(self): ...
try: AW(1)
except TypeError as e: print(type(e).__name__, str(e).startswith("Can't instantiate abstract class"))
