import typing
from typing import *
def f[T](x: T, y: int = 3, *, k=4) -> T:
    "doc"
    return x, y, k
print(f(1), f(1, 2, k=3), f.__name__, f.__qualname__, f.__doc__, f.__type_params__)
class A[T]:
    x: T
    def __init__(self, x: T): self.x = x
    def m[U](self, y: U = 5) -> "A[U]":
        return super().__repr__() and A(y)
    def __repr__(self): return f"A({self.x!r})"
print(A, A.__name__, A.__qualname__, A.__module__, A.m.__qualname__, A.__type_params__, A.__mro__, A.__bases__)
print(A[int], A[int](5), A(3).m(), A(3).m(9), A[int].__origin__, A[int].__args__)
a = A[str]("x")
print(a.__orig_class__)
class B[T: int, *Ts, **P](A[T]):
    pass
print(B.__type_params__, B.__parameters__, B.__orig_bases__, B.__mro__)
T, Ts, P = B.__type_params__
print(T.__bound__, T.__constraints__, T.__name__, type(T), type(Ts), type(P), T.__default__ if False else "")
type X = int | str
print(X, X.__name__, X.__value__, type(X), X.__type_params__)
type L[V] = list[V]
print(L, L[int], L.__type_params__, L.__value__, L[int].__origin__ is L, L[int].__args__)
type Rec = list[Rec] | None
print(Rec.__value__)
type Bad = undefined_thing
print(Bad)
try: Bad.__value__
except NameError as e: print(e)
def g[T: (int, str)](a): return a
print(g.__type_params__[0].__constraints__, g.__type_params__[0].__bound__)
def lazy[T: undefined](a): return a
print(lazy(3))
try: A[int, str]
except TypeError as e: print(e)
class D[S, R]: pass
try: D[int]
except TypeError as e: print(e)
class E[*Ts]: pass
print(E[int, str], E[()], E[int], E.__parameters__)
class F[**P]: pass
print(F[int, str], F[[int, str]], F[...])
print(isinstance(a, A), issubclass(B, A), issubclass(A, Generic))
class Stack[T]:
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, item: T) -> None: self.items.append(item)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(1); print(s.pop())
@typing.final
class Dec[T]:
    def other(self): return Dec
print(Dec().other() is Dec)
def deco(fn): print("deco", fn.__name__); return fn
@deco
def h[T](x: T) -> list[T]: return [x]
print(h(1))
def outer():
    z = 10
    def inner[T](x: T): return z + x
    class In[T]:
        def m(self): return z
    return inner(1), In[int]().m(), inner.__qualname__, In.__qualname__
print(outer())
def gen[T](xs: list[T]):
    yield from xs
print(list(gen([1,2])))
async def co[T](x: T): return x
print(co.__type_params__)
U = TypeVar("U"); print(U, U.__name__, TypeVar("C", covariant=True), TypeVar("N", contravariant=True), TypeVar("I", infer_variance=True))
class Old(Generic[U]):
    pass
print(Old[int], Old.__parameters__, Old[U][int], Old.__orig_bases__)
try: TypeVar("Z", int)
except TypeError as e: print(e)
try: Generic[int]
except TypeError as e: print(e)
try: Generic[U, U]
except TypeError as e: print(e)
try:
    class W[T](Generic[T]): pass
except TypeError as e: print(e)
class M(type): pass
class Kw[T](metaclass=M): pass
print(type(Kw), Kw.__type_params__, Kw[int])
try:

    A[int].nope
except AttributeError as e: print(e)
def k[T, U](a: T, b: U) -> dict[T, U]: return {a: b}
print(k(1, 2), [str(t) for t in k.__type_params__])
class Nested:
    class Inner[T]:
        pass
    def meth[T](self, a: T, b=Inner): return b
print(Nested.Inner, Nested().meth(1), Nested.meth.__qualname__)
