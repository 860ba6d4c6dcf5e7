# `__subclasses__`: plugins that are found by their base.
class P:
    reg={}
    @classmethod
    def all(cls):
        for s in cls.__subclasses__():
            yield s; yield from s.all()
class A(P): pass
class B(P): pass
class C(A,B): pass
print(P.__subclasses__(),A.__subclasses__(),C.__subclasses__(),[c.__name__ for c in P.all()])
class M(type): pass
class X(metaclass=M): pass
class Y(X): pass
print(X.__subclasses__(), type.__subclasses__(M))
class E(Exception): pass
class F(E): pass
print(E.__subclasses__())
import abc
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
class Sq(Shape):
    def area(self): return 1
print([c.__name__ for c in Shape.__subclasses__()])
from dataclasses import dataclass
@dataclass
class D: x:int
@dataclass
class D2(D): y:int
print(D.__subclasses__())
