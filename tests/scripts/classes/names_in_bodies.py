class A:
    __name__ = "own"
    __qualname__ = "Q.A"
    __module__ = "mymod"
print(A.__name__, A().__name__, A.__qualname__, A.__module__, A().__module__)
try:
    print(A().__qualname__)
except AttributeError as e:
    print(e)
print(A)
class B:
    __bases__ = 5
    __mro__ = 6
    __dict__ = 7
    __class__ = 8
    __doc__ = "d"
print(B.__bases__, B().__bases__, B.__mro__, B().__mro__, B().__dict__, type(B.__dict__).__name__, B.__doc__)
print(B.__class__)
b = B()
try:
    print(b.__class__)
except Exception as e:
    print(type(e), e)
class C:
    @property
    def __name__(self):
        return "prop"
    @property
    def __dict__(self):
        return {"x": 1}
print(C.__name__, C().__name__, C().__dict__)
print(vars(C()))
class D(A):
    pass
print(D.__name__, D().__name__, D.__module__)
print(type(A).__name__)
class M(type):
    def __repr__(cls): return "M<%s>" % cls.__name__
class E(metaclass=M):
    __name__ = "z"
print(E, E.__name__, E().__name__)
E.__name__ = "zz"
print(E.__name__, E().__name__)
class F:
    def __name__(self): return 1
print(F.__name__, F().__name__())
class G:
    __subclasses__ = 3
    mro = 4
print(G.__subclasses__, G.mro)
print(getattr(A, "__name__"), hasattr(A, "__mro__"), "__name__" in A.__dict__, "__name__" in dir(A))
