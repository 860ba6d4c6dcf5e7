# Hooks found in another way: `isinstance` by `__bases__`, `__getattr__` that is a property, a class or static
# method, iterating over classes, what `int.__new__` refuses.
class A:
    __bases__=(int,str)
class B:
    def __init__(s,b): s.__bases__=b
try: print(isinstance(1,B(())))
except TypeError as e: print(e)
try: print(isinstance(1,B(3)))
except TypeError as e: print(e)
try: print(issubclass(B((B(()),)),B(())))
except TypeError as e: print(e)
try: print(issubclass(B((int,)),int))
except TypeError as e: print(e)
b=B(())
c=B((b,))
print(issubclass(c,b), issubclass(b,c))
class A:
    @property
    def __getattr__(self):
        return lambda n: ('p',n)
a=A()
print(a.foo)
class B:
    @property
    def __getattr__(self):
        return lambda n: 1/0
try: B().x
except ZeroDivisionError as e: print(e)
class C:
    @staticmethod
    def __getattr__(n): return n
print(C().zzz)
class D:
    @classmethod
    def __getattr__(cls,n): return cls.__name__,n
print(D().zzz)

import enum
class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    @classmethod
    def first(cls): return next(iter(cls))
print(Colour.first(), list(iter(Colour)))
class Listed(type):
    def __iter__(cls): return iter("ab")
class L(metaclass=Listed): pass
print(list(iter(L)), next(iter(L)), dict(enumerate(L)))
try: iter(int)
except TypeError as e: print(e)
for new in (lambda: int.__new__(bool, 0), lambda: int.__new__(str), lambda: int.__new__(3), lambda: int.__new__()):
    try: new()
    except TypeError as e: print(e)
try: type('T', (1,), {})
except TypeError as e: print(e)
print(ExceptionGroup[int], BaseExceptionGroup[ValueError])
