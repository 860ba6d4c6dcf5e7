# Dataclasses, formatters and modules that are made or found by name.
import dataclasses, string, errno, keyword, types, importlib, sys
from dataclasses import *
C = make_dataclass("C", ["x", ("y", int), ("z", int, field(default=5))], namespace={"add": lambda self: self.y + self.z})
print(C(1, 2), C(1,2).add(), fields(C)[1].name, fields(C)[1].type, C.__annotations__)
D = make_dataclass("D", [("a", int, 3)], bases=(C,), frozen=False, order=True)
try: print(D(1,2))
except TypeError as e: print(e)
for bad in (["1x"], ["def"], ["x", "x"], [(1,2,3,4)], [3]):
    try: make_dataclass("Q", bad)
    except TypeError as e: print(e)
@dataclass
class P:
    a: int
    b: str = "q"
for f in fields(P): print(f.name, f.type, f.default is MISSING)
from collections import namedtuple, defaultdict, OrderedDict
N = namedtuple("N", "q r")
@dataclass(frozen=True)
class H:
    n: int
@dataclass
class X:
    n: N
    d: dict
    s: list
    l: list
print(asdict(X(N(H(1), 2), {"a": [H(3)]}, [1, 2], (H(1), [H(2)]))))
print(astuple(X(N(H(1), 2), {"a": H(3)}, [H(1)], (H(1), [H(2)]))))
f = string.Formatter()
print(f.format("{0} {a!r:>10} {} " if False else "{0} {a!r:>10} {{}}", 1, a="x"), f.format("{} {:{}}", 1, 2, 5), f.vformat("{a.real} {b[k]} {c[0]}", (), {"a": 3, "b": {"k": 1}, "c": [9]}))
for s in ["{", "}", "{0!x}", "{0", "{0!", "{!r", "{a.}", "{a[}", "{a[]}", "{a[0]x}", "{0} {}", "{} {0}", "{:{:{}}}", "{0:{1"]:
    try: print(f.format(s, 1, 2, 3, 4, a=[1]))
    except Exception as e: print(s, type(e).__name__, e)
class F(string.Formatter):
    def get_value(self, key, args, kwargs):
        if isinstance(key, str): return kwargs.get(key, "<" + key + ">")
        return super().get_value(key, args, kwargs)
    def check_unused_args(self, used, args, kwargs): print(sorted(map(str, used)))
print(F().format("{x} {0} {y}", 5, y=2))
print(list(f.parse("a{b!r:c{d}}e{{f}}g{}")))
print(errno.ENOENT, errno.errorcode[13], errno.EWOULDBLOCK, len(errno.errorcode), errno.EDEADLK, errno.errorcode[35], errno.errorcode[95])
print(keyword.iskeyword("if"), keyword.kwlist, keyword.issoftkeyword("match"))
m = types.ModuleType("m", "doc")
m.x = 5
print(m, m.__doc__, m.x, sorted(vars(m)), type(m))
sys.modules["m"] = m
import m as mm
print(mm is m, mm.x)
try: types.ModuleType(3)
except TypeError as e: print(e)
exec("y = x + 1", m.__dict__); print(m.y)
try: m.zz
except AttributeError as e: print(e)
mod = __import__("math"); print(mod.sqrt(4), __import__("os.path").__name__, __import__("os.path", fromlist=["join"]).__name__, __import__("collections", fromlist=["abc"]).__name__)
try: __import__("nonexistent_q")
except ImportError as e: print(type(e), e)
try: __import__(""); 
except ValueError as e: print(e)
try: __import__(3)
except TypeError as e: print(e)
print(importlib.import_module("json").dumps([1]), importlib.import_module("os.path").basename("a/b"))
try: importlib.import_module("nonexistent_q")
except ImportError as e: print(type(e), e)
