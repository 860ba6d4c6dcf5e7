# exit: 1
import threading
from typing import Optional, Callable
def log(x):
    print("ann", x)
    return x
x: log("module") = print("value")
y: log("bare")
def f(a: log("a"), /, b: log("b") = log("default"), *args: log("args"), c: log("c") = 1, **kw: log("kw")) -> log("ret"):
    z: log("never") = 1
    w: log("never")
    def g(q: log("inner")): pass
    return z
f(1)
class C:
    p: log("class") = 1
    q: list["C"]
    r: Optional[int] = None
    def m(self, o: "Other") -> "C": ...
    s: dict[str, list[int]] = {}
    t: Callable[[int, str], None] | None = None
(xx): log("paren") = 3
C.attr: log("attr") = 5
d = {}
d[log("index")]: log("sub")
t: threading.Thread | None = None
def h(x: int | str | None = None, *, y: "a" = 2) -> tuple[int, ...]: pass
try:
    def bad(x: undefined): pass
except NameError as e: print(e)
try:
    class D:
        v: nope.x = 1
except NameError as e: print(e)
try:
    u: threading.Tread = 1
except AttributeError as e: print(e)
print(u)
def k(x: undefined2[int]): pass
