# What the forms of typing show, what is equal, what is wrong; generic classes.
import typing, types
from typing import *
from collections.abc import Iterable as It
T = TypeVar("T"); K = TypeVar("K"); V = TypeVar("V", bound=int); S = TypeVar("S", str, bytes)
for x in [List, List[int], List[List[int]], Dict[str, int], Dict[K, V], Tuple[int, str], Tuple[int, ...], Tuple[()], Optional[int],
  Union[int, str], Union[int, str, None], Union[int, int], Optional[Union[int, str]], Callable, Callable[[int, str], bool], Callable[..., int], Callable[[], None],
  Any, NoReturn, Never, Self, Literal[1, "a", None], ClassVar[int], Final[str], Annotated[int, "x", 3], Type[int], Set[int], FrozenSet[int],
  Iterable[int], Iterator[str], Generator[int, None, str], Sequence[int], Mapping[str, int], Deque[int], DefaultDict[str, int], Counter[str], OrderedDict[str, int],
  Awaitable[int], AsyncIterator[int], List["A"], Optional["A"], T, K, V, S, V.__bound__, S.__constraints__, List[T][int], Dict[K, V][str, int],
  Callable[[T], K][int, str], Union[T, K][int, int], Union[T, None], TypeGuard[int], Hashable, Sized, Iterable, Callable[[T], T], Text, AnyStr, Literal, Union, Optional,
  int | T, T | None, List[int] | None, None | List[int], "A" and List[int] | str, list[T], dict[str, T], list[T][int] if 0 else 1, Tuple, Type, Type[T], Concatenate, LiteralString]:
    print(x)
print(get_origin(List[int]), get_args(List[int]), get_origin(Optional[int]), get_args(Optional[int]), get_origin(list[int]), get_args(dict[str, int]), get_origin(int), get_args(int),
  get_origin(Callable[[int], str]), get_args(Callable[[int], str]), get_args(Callable[..., str]), get_origin(Union[int, str]) is Union, get_origin(int | str), get_args(int | str), get_args(Literal[1, 2]), get_args(Annotated[int, 1]))
print(List[int] == List[int], List[int] == List[str], Union[int, str] == Union[str, int], hash(List[int]) == hash(List[int]), Optional[int] == Union[None, int], Union[int, str] == (int | str), List[int] == list[int], Literal[1] == Literal[True])
print(isinstance([], List), isinstance({}, Mapping), isinstance(5, Hashable), isinstance((), Iterable), issubclass(list, Sequence), isinstance(1, Union[int, str]), isinstance("", Optional[int]))
print(isinstance(1, int | str), issubclass(bool, int | str), isinstance(None, int | None), type(int | str), types.UnionType, isinstance(int | str, types.UnionType))
def tryit(f):
    try: print(f())
    except TypeError as e: print("TypeError", e)
tryit(lambda: List[int]())
tryit(lambda: List())
tryit(lambda: Any())
tryit(lambda: Union())
tryit(lambda: Union[()])
tryit(lambda: List[int, str])
tryit(lambda: Dict[int])
tryit(lambda: Optional[int, str])
tryit(lambda: isinstance(1, List[int]))
tryit(lambda: List[1])
tryit(lambda: Callable[int])
tryit(lambda: isinstance(1, Any))
tryit(lambda: isinstance(1, list[int] | int))
tryit(lambda: List[int][str])
tryit(lambda: int | 5)
tryit(lambda: int | "A")
tryit(lambda: Literal[1]())
tryit(lambda: Self[int])
tryit(lambda: isinstance(1, Union))
tryit(lambda: Generic[()])

class P(Protocol):
    def m(self): ...
tryit(lambda: P())
class Stack(Generic[T]):
    def __init__(self): self.items = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int](); s.push(1); print(s.items, s.__orig_class__, Stack[int], Stack.__parameters__, Stack.__mro__)
class IntStack(Stack[int]): pass
print(IntStack.__orig_bases__, IntStack.__parameters__, IntStack.__mro__)
class Pair(Generic[K, V]):
    def __init__(self, k: K, v: V): self.k, self.v = k, v
print(Pair[str, int], Pair[str, T], Pair[str, T][int], Pair("a", 1).k)
class Both(Pair[str, T]):
    def __iter__(self): return iter([1])
print(Both.__mro__, Both.__parameters__, Both[int], list(Both("a", 1)))
class ML(List[int]): pass
print(ML.__mro__, ML([1,2]), ML.__orig_bases__)
class MD(Dict[str, T]): pass
print(MD.__mro__, MD[int], MD(a=1))
UserId = NewType("UserId", int)
print(UserId(5), UserId, UserId.__name__, UserId.__supertype__, List[UserId])
Point = NamedTuple("Point", [("x", int), ("y", int)])
print(Point(1, 2), Point._fields)
class Emp(NamedTuple):
    name: str
    id: int = 3
print(Emp("a"), Emp._field_defaults, Emp.__mro__)
class Movie(TypedDict):
    name: str
    year: int
m: Movie = {"name": "x", "year": 1}
print(m, Movie(name="a", year=2), type(Movie(name="a", year=1)), Movie.__name__)
TD = TypedDict("TD", {"a": int}); print(TD(a=1), TD.__name__, TD.__total__, TD.__module__)
print(ForwardRef("A"), ForwardRef("A") == ForwardRef("A"))
P2 = ParamSpec("P2"); Ts = TypeVarTuple("Ts"); print(P2, Ts, P2.args, P2.kwargs, Callable[P2, int], Callable[Concatenate[int, P2], int], Generic[P2], P2.__name__)
class VT(Generic[Unpack[Ts]]): pass
print(VT[int, str], VT.__parameters__)
@overload
def ov(a: int) -> int: ...
def ov(a): return a
print(ov(1))
print(cast(List[int], "x"), cast("int", 4), TYPE_CHECKING)
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(5, HasLen))
def fn(a: int | None = None, b: "Undefined" = 3, *c: List[int], **d: Dict[str, Any]) -> Optional[Tuple[int, ...]]: return a
print(fn())
X: TypeAlias = Dict[str, "X"]
print(X)
assert_type(1, int)
try: assert_never(1)
except AssertionError as e: print(e)
print({List[int]: 1}[List[int]], {int | str: 2}[str | int])
match 5:
    case int() | str(): print("m")
