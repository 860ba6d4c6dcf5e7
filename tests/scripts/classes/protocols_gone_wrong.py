class Money:
    def __init__(self, amount): self.amount = amount
    def __eq__(self, other): return self.amount == other.amount
m = Money(1)
print(m == Money(1), m != Money(2))
try: {m}
except TypeError as e: print(e)
class Temp:
    def __init__(self, c): self._c = c
    @property
    def f(self): return self._c * 9 / 5 + 32
t = Temp(100); print(t.f)
try: t.f = 5
except AttributeError as e: print(e)
try: del t.f
except AttributeError as e: print(e)
class Ab:
    def go(self): raise NotImplementedError
try: Ab().go()
except NotImplementedError as e: print(repr(e))
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1; return self.n
print(list(It(3)), sum(It(4)), 2 in It(5), tuple(It(2)), max(It(3)), sorted(It(3)), dict(zip("ab", It(2))), [*It(2)], list(map(str, It(2))), list(enumerate(It(2))))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
    def __len__(self): return 3
print(list(Seq()), 20 in Seq(), list(reversed(Seq())), [x for x in Seq()])
class Bad:
    def __iter__(self): return 5
try: iter(Bad())
except TypeError as e: print(e)
class Bad2:
    def __len__(self): return -1
try: len(Bad2())
except ValueError as e: print(e)
class Bad3:
    def __str__(self): return 5
try: str(Bad3())
except TypeError as e: print(e)
class Bad4:
    def __bool__(self): return 5
try: bool(Bad4())
except TypeError as e: print(e)
class Bad5:
    def __hash__(self): return "x"
try: hash(Bad5())
except TypeError as e: print(e)
class Bad6:
    def __init__(self): return 5
try: Bad6()
except TypeError as e: print(e)
class Bad7:
    def m(): pass
try: Bad7().m()
except TypeError as e: print(e)
class Cmp:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __repr__(s): return f"C{s.v}"
print(sorted([Cmp(3), Cmp(1)]), min(Cmp(2), Cmp(1)), max([Cmp(1), Cmp(5)]), Cmp(1) > Cmp(0))
try: Cmp(1) <= Cmp(2)
except TypeError as e: print(e)
class P:
    def __init__(self, **kw): self.__dict__.update(kw)
    def __repr__(self): return f"P({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
print(P(a=1, b="x"), [P(z=1)], {"k": P()}, f"{P(q=2)}", "%s" % P(r=3), "{!r}".format(P(s=4)))
class Cnt:
    instances = []
    total = 0
    def __init__(self): Cnt.total += 1; self.instances.append(self)
Cnt(); Cnt(); print(Cnt.total, len(Cnt.instances), Cnt().total)
class M:
    def __init__(self): self.d = {}
    def __setitem__(self, k, v): self.d[k] = v
    def __getitem__(self, k): return self.d[k]
    def __delitem__(self, k): del self.d[k]
    def __contains__(self, k): return k in self.d
m = M(); m["a"] = 1; m["a"] += 5; print(m["a"], "a" in m); del m["a"]
try: m["a"]
except KeyError as e: print("KeyError", e)
print(m[1:2] if False else "", getattr(m, "d"), hasattr(m, "z"))
class Chain:
    def __init__(self): self.ops = []
    def __getattr__(self, name): return lambda *a: (self.ops.append((name, a)), self)[1]
print(Chain().select("x").where(1).ops)
def deco(cls):
    cls.extra = "added"; return cls
@deco
class Dd: pass
print(Dd.extra, Dd().extra)
class Meth:
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(x): return x
    def i(self): return self
print(Meth.c(), Meth().c(), Meth.s(1), Meth().s(2), Meth.i(5), isinstance(Meth().i(), Meth))
print(Meth.c, Meth().i) if False else print(str(Meth.c)[:25])
