from typing import Generic, TypeVar, NamedTuple, Optional, Protocol, TypedDict, runtime_checkable, NewType, List, Dict, Union, Callable
T = TypeVar('T'); K = TypeVar('K')
class Stack(Generic[T]):
    def __init__(self) -> None: self._items: list[T] = []
    def push(self, x: T) -> None: self._items.append(x)
    def pop(self) -> T: return self._items.pop()
s = Stack[int](); s.push(1); s.push(2); print(s.pop(), Stack.__mro__, isinstance(s, Stack), isinstance(s, Generic))
class IntStack(Stack[int]): pass
i = IntStack(); i.push(4); print(i.pop(), IntStack.__bases__)
class Pair(Generic[T, K], object):
    def __init__(self, a: T, b: K): self.a, self.b = a, b
print(Pair[int, str](1, 'x').b)
class P(NamedTuple):
    """A point."""
    x: int
    y: int = 0
    def dist(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    @property
    def sum(self): return self.x + self.y
p = P(3, 4); print(p, p.dist(), p.sum, P(1), p._asdict(), P._fields, P._field_defaults, p == (3, 4), P.__bases__, P.__doc__, type(P))
try: P()
except TypeError as e: print(e)
try:
    class Bad(NamedTuple):
        a: int = 1
        b: int
except TypeError as e: print(e)
E2 = NamedTuple('E2', [('name', str), ('id', int)]); print(E2('a', 1))
@runtime_checkable
class HasArea(Protocol):
    def area(self) -> float: ...
class Sq:
    def area(self): return 4
print(isinstance(Sq(), HasArea), isinstance(3, HasArea), issubclass(Sq, HasArea))
class Impl(HasArea):
    def area(self): return 1
print(Impl().area(), isinstance(Impl(), HasArea), isinstance(Sq(), Impl))
class NoRt(Protocol):
    x: int
for f in (lambda: HasArea(), lambda: isinstance(1, NoRt)):
    try: f()
    except TypeError as e: print(e)
class Movie(TypedDict):
    name: str
    year: int
class Opt(TypedDict, total=False):
    a: int
m: Movie = Movie(name='x', year=1); print(m, type(m), m['name'], Opt(), Opt(a=1))
Uid = NewType('Uid', int); print(Uid(5) + 1)
def f(x: Optional[int] = None, *, cb: Callable[[int], str] = str) -> Union[int, str, None]: return cb(x)
print(f(3))
class L(list[int]): pass
print(L([1]), L.__bases__)
def outer():
    a, b = 1, 2
    def g(): return a + b
    return g
print([c.cell_contents for c in outer().__closure__], outer.__closure__)
