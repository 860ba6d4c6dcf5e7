class A:
    __slots__ = ('a', '_b', '__c')
    cls_attr = 5
    def __init__(self): self.a = 1; self._b = 2; self.__c = 3
    def get(self): return self.__c
class B(A):
    __slots__ = ('d',)
class C(A): pass
class D(A):
    __slots__ = ('__dict__',)
for k in (A, B, C, D):
    o = k(); print(k.__name__, o.a, o.get(), k.__slots__ if '__slots__' in dir(k) else '')
    for n in ('d', 'zz', 'cls_attr'):
        try: setattr(o, n, 9); print('ok', n, getattr(o, n))
        except AttributeError as e: print(type(e).__name__, str(e).split(' and no')[0])
try:
    class E: __slots__ = ('x',); x = 1
except ValueError as e: print(e)
try:
    class G: __slots__ = (1,)
except TypeError as e: print(e)
class H: __slots__ = 'single'
h = H(); h.single = 1; print(h.single); del h.single
try: print(h.single)
except AttributeError as e: print(e)
class I: __slots__ = []
try: I().q = 1
except AttributeError as e: print(str(e).split(' and no')[0])
class J(list): __slots__ = ('extra',)
j = J([1]); j.extra = 2; print(j, j.extra)
try: j.other = 1
except AttributeError as e: print(str(e).split(' and no')[0])
class K:
    __slots__ = {'a': 'doc a', 'b': 'doc b'}
k = K(); k.a = 4; print(k.a, sorted(K.__slots__), A.a, type(A.a).__name__)
class Base:
    def __init_subclass__(cls, **kw): super().__init_subclass__(); cls.kw = kw; print('init_sub', cls.__name__, kw)
class S1(Base, x=1): pass
class S2(S1, y=2): pass
class Meta(type):
    def __new__(m, n, b, d, **kw): print('new', n, sorted(k for k in d if not k.startswith('__'))); return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **kw): print('init', n); super().__init__(n, b, d)
    def __call__(c, *a, **k): print('call', c.__name__); return super().__call__(*a, **k)
    @property
    def nick(c): return c.__name__.lower()
    @classmethod
    def mk(m): return m.__name__
    def __lt__(c, o): return c.__name__ < o.__name__
    def __add__(c, o): return c.__name__ + o.__name__
    def __str__(c): return 'cls ' + c.__name__
    def __hash__(c): return 7
    def __eq__(c, o): return c is o
class X(metaclass=Meta):
    v = 1
    def __init__(self, n=0): self.n = n
class Y(X, opt=1): w = 2
print(X(3).n, Y().v, X.nick, Meta.mk(), sorted([Y, X])[0].__name__, X + Y, str(X), type(X) is Meta, isinstance(Y, Meta), X == X, hash(X), {X: 1}[X], Y.__mro__[1].__name__, X.__class__.__name__)
def meth(self): return 'dyn ' + str(self.v)
Z = Meta('Z', (X,), {'meth': meth, 'v': 10}); print(Z().meth())
W = type('W', (), dict(a=1, __repr__=lambda s: 'W!', __len__=lambda s: 3)); print(W(), len(W()), W.a, W.__name__)
class Prop:
    def __init__(self): self._x = 0
    @property
    def x(self): "doc"; return self._x
    @x.setter
    def x(self, v):
        if v < 0: raise ValueError('neg')
        self._x = v
    @x.deleter
    def x(self): print('deleted')
p = Prop(); p.x = 5; print(p.x, Prop.x.__doc__ if False else ''); del p.x
try: p.x = -1
except ValueError as e: print(e)
class Lazy:
    def __getattr__(self, n):
        if n.startswith('_'): raise AttributeError(n)
        return n.upper()
    def __setattr__(self, n, v): print('setattr', n); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('delattr', n); object.__delattr__(self, n)
    def __getattribute__(self, n): return object.__getattribute__(self, n)
z = Lazy(); z.q = 1; print(z.q, z.foo, hasattr(z, '_p'), getattr(z, '_p', 'def')); del z.q; print(z.q)
from dataclasses import dataclass, field, asdict, astuple, replace, fields
@dataclass(frozen=True, order=True)
class DC:
    a: int
    b: str = 'x'
    c: list = field(default_factory=list, compare=False, repr=False)
    def __post_init__(self): object.__setattr__(self, 'd', self.a * 2)
o = DC(1); print(o, o.d, asdict(o), astuple(o), replace(o, a=5), o < DC(2), hash(DC(1)) == hash(DC(1)), [f.name for f in fields(o)])
try: o.a = 3
except Exception as e: print(type(e).__name__, e)
@dataclass
class Sub(dict if False else object):
    x: int = 0
    y: 'int' = field(default=3)
@dataclass
class Sub2(Sub):
    z: float = 1.5
print(Sub2(1), Sub2(1) == Sub2(1), Sub2.__match_args__)
