# `pprint` of what the library's classes hold, and of long texts and bytes.
import pprint, dataclasses, collections, types, enum
from pprint import pprint as p
d = {"name": "x" * 30, "items": list(range(40)), "nested": {"a": (1,2,3), "b": {"c": "y" * 50, "d": [1, [2, [3, [4, [5]]]]]}}}
p(d); p(d, width=40); p(d, depth=2); p(d, compact=True); p(d, indent=4); p(d, sort_dicts=False)
p(set(range(50))); p(frozenset(["a" * 30, "b" * 30, "c" * 30])); p(set()); p({(1,2),(3,4)})
p("lorem ipsum dolor sit amet " * 10); p(["lorem ipsum dolor sit amet " * 5, 1]); p("word\nline\n" * 12)
p({"k": "lorem ipsum dolor sit amet " * 5})
@dataclasses.dataclass
class P:
    x: int
    y: str = "b"
    z: list = dataclasses.field(default_factory=list)
@dataclasses.dataclass
class Q:
    p: P
    q: dict
    hidden: int = dataclasses.field(default=3, repr=False)
p(P(1)); p(P(1, "c" * 70)); p([P(i, "c" * 20, list(range(20))) for i in range(3)])
p(Q(P(1, "d" * 60), {"a": P(3, "e" * 70)}))
c = collections.Counter("the quick brown fox jumps over the lazy dog and runs away from it")
p(c); p(collections.Counter()); p(collections.Counter(a=1))
dd = collections.defaultdict(list)
for i in range(12): dd["key%d" % i].append("value%d" % i)
p(dd); p(collections.defaultdict(int)); p(collections.defaultdict(int, a=1))
p(collections.deque(range(40))); p(collections.deque(["a"*30]*4, maxlen=5)); p(collections.deque())
p(collections.OrderedDict((str(i), "v" * 10) for i in range(10))); p(collections.OrderedDict())
p(collections.ChainMap({"a": "x" * 40}, {"b": "y" * 40}))
p(types.SimpleNamespace(a="x"*50, b="y"*50, c=[1]*30))
p(types.MappingProxyType({"a": "x"*50, "b": "y"*50}))
p(b"bytes" * 30); p(bytearray(b"bytes" * 30)); p([b"bytes" * 30])
p([None, True, 1.5, 3+4j, ..., int, len])
p((1,)); p(("a"*50, "b"*50)); p(("a"*90,))
class L(list): pass
class D(dict): pass
p(L(range(50))); p(D((i, i) for i in range(30)))
class R:
    def __repr__(self): return "R(\n  multi)"
p([R(), R()]); p({"a": R()})
N = collections.namedtuple("N", "a b")
p(N("x"*50, "y"*50)); p([N(1,2)]*3)
l = [1]; l.append(l)
print(pprint.saferepr({"b": 1, "a": [1, 2]}))
p({1: "a", "b": 2, (1,): 3, None: 4}); p({2: 1, 1.5: 3})
p(10**30); p(1234567, underscore_numbers=True); p([1234567, 10**9], underscore_numbers=True)
class E(enum.Enum): A = 1
p({E.A: [E.A]*30})
pp = pprint.PrettyPrinter(indent=2, width=30); pp.pprint({"a": [1,2,3], "b": list(range(20))}); print(pp.pformat([1,2]))
pprint.pp({"z": 1, "a": 2}); pprint.pp({"z": "q"*50, "a": "r"*50})
p([[1,2,3]*10]*3, compact=True); p([["abc"] * 3] * 8, width=30, compact=True)
p({"a": set(range(40)), "b": {"x": {1,2}}}, width=50)
p([{"id": i, "name": "name %d" % i, "tags": ["a", "b"]} for i in range(5)])
p(range(5)); p(iter([]).__class__); p({}.keys()); p({1:2}.items())
p(" " * 100); p("a" * 100); p("é" * 60 + " " + "ü" * 60); p("it's \"quoted\" " * 10)
