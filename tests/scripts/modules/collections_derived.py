from collections import ChainMap, Counter, OrderedDict, defaultdict, namedtuple
import copy
c = Counter("abracadabra"); c.update("xyz"); print(c, c.most_common(2), c['q'], dict(c), sum(c.values()), c.total())
print(c + Counter(a=1), c - Counter("aab"), c & Counter("ab"), c | Counter("aaaaaaaa"))
class Cnt(Counter):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.extra = 1
k = Cnt("aab"); print(k, k.extra, k['z'], isinstance(k, Counter), k == Counter("aab"))
d = defaultdict(list); d['a'].append(1); d['b']; print(d, dict(d), d.get('zz'), 'zz' in d, len(d))
class DD(defaultdict):
    def __missing__(self, key): self[key] = key * 2; return self[key]
x = DD(); print(x['ab'], x)
nested = lambda: defaultdict(nested)
t = nested(); t['a']['b'] = 1; print(t['a']['b'], list(t))
try: d.foo = 1
except AttributeError as e: print(type(e))
try: defaultdict(3)
except TypeError as e: print(e)
try: defaultdict(int, 1)
except TypeError as e: print(e)
o = OrderedDict(a=1, b=2, c=3); o.move_to_end("a"); print(list(o.items()), o.popitem(last=False), list(reversed(o)), o == {"c":3,"a":1}, o == OrderedDict(a=1,c=3))
class LRU(OrderedDict):
    def __init__(self, cap): super().__init__(); self.cap = cap
    def get(self, k):
        if k not in self: return -1
        self.move_to_end(k); return self[k]
    def put(self, k, v):
        if k in self: self.move_to_end(k)
        self[k] = v
        if len(self) > self.cap: self.popitem(last=False)
l = LRU(2); l.put(1,1); l.put(2,2); l.get(1); l.put(3,3); print(list(l), l.get(2), l.cap)
P = namedtuple('P', 'x y z', defaults=[0]); p = P(1, 2); print(p, p.x, p[1], p._asdict(), p._replace(x=9), p == (1,2,0), P._fields, P._field_defaults, P.__bases__, len(p), *p)
try: p.x = 3
except AttributeError as e: print(type(e))
try: p.w = 3
except AttributeError as e: print(type(e))
try: P(1)
except TypeError as e: print(e)
class Pt(namedtuple('Pt', ['x', 'y'])):
    __slots__ = ()
    @property
    def norm(self): return (self.x**2 + self.y**2) ** .5
    def __add__(self, o): return Pt(self.x + o.x, self.y + o.y)
print(Pt(3,4).norm, Pt(1,2) + Pt(3,4), '%d-%d' % Pt(5,6), hash(Pt(1,2)) == hash((1,2)), {Pt(1,2): 'a'}[(1,2)])
print(P.x)
a, *b = p; print(a, b, sorted([P(3,1), P(1,2)]), max(P(3,1), P(1,2)), isinstance(p, tuple), p + (5,), p * 2, p.index(2), p.count(0))
q = copy.copy(p); r = copy.deepcopy(P([1],2)); print(q, r, type(q).__name__)
class LL(list): pass
l = LL([1,[2]]); l.tag = 't'; m = copy.copy(l); n = copy.deepcopy(l); n[1].append(5); print(l, m, n, m.tag, n.tag, type(n))
print(copy.deepcopy(d), copy.copy(c))
print({**c}, dict(**d), list(c.elements())[:3])
def f(**kw): return kw
print(f(**OrderedDict(z=1, y=2)))
for k, v in c.items(): print(k, v, end=';')
print()
print(c.pop('a'), c.setdefault('nn', 4), c.get('nn'), bool(Counter()), +Counter(a=-1,b=2), -Counter(a=-1))
c2 = Counter(a=3); c2 += Counter(a=-5, b=1); print(c2); c2['a'] += 1; del c2['nope']; print(c2)
print(ChainMap({'a':1}, {'b':2})['b'])
