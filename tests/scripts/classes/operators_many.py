class V:
    def __init__(s, x, y): s.x, s.y = x, y
    def __add__(s, o): return V(s.x + o.x, s.y + o.y)
    def __sub__(s, o): return V(s.x - o.x, s.y - o.y)
    def __mul__(s, k): return V(s.x * k, s.y * k) if isinstance(k, (int, float)) else NotImplemented
    __rmul__ = __mul__
    def __neg__(s): return V(-s.x, -s.y)
    def __abs__(s): return (s.x ** 2 + s.y ** 2) ** 0.5
    def __eq__(s, o): return (s.x, s.y) == (o.x, o.y) if isinstance(o, V) else NotImplemented
    def __hash__(s): return hash((s.x, s.y))
    def __repr__(s): return f"V({s.x}, {s.y})"
    def __iter__(s): yield s.x; yield s.y
    def __getitem__(s, i): return (s.x, s.y)[i]
    def __call__(s, *a): return a
    def __bool__(s): return bool(s.x or s.y)
    def __iadd__(s, o): s.x += o.x; s.y += o.y; return s
    def __format__(s, spec): return f"<{s.x:{spec}}>" if spec else str(s)
    def __contains__(s, v): return v in (s.x, s.y)
    def __len__(s): return 2
    def __int__(s): return s.x
    def __float__(s): return float(s.x)
    def __index__(s): return s.x
    def __matmul__(s, o): return s.x * o.x + s.y * o.y
    def __round__(s, n=0): return V(round(s.x, n), round(s.y, n))
    def __divmod__(s, o): return (s, o)
    def __reversed__(s): return iter((s.y, s.x))
    def __missing__(s, k): return k
v = V(3, 4); w = v
print(v + V(1, 1), v - V(1, 1), v * 2, 2 * v, -v, abs(v), v == V(3, 4), v != V(0, 0), v == 5, {v: 1}[V(3, 4)], list(v), v[0], v(1, 2), bool(V(0, 0)), f"{v:>5} {v}", 4 in v, len(v), int(v), float(v), [10, 20, 30, 40][v], v @ v, round(V(1.55, 2.0), 1), divmod(v, 1), list(reversed(v)), [*v], max(v), bin(v), range(10)[v])
v += V(1, 1); print(v, w is v, hex(v), sum(v), dict([v]), "%d" % V(7, 0))
try: v * "a"
except TypeError as e: print(e)
try: v < v
except TypeError as e: print(e)
try: v ** 2
except TypeError as e: print(e)
try: v - 1
except AttributeError as e: print(e)
class G:
    def __getattr__(s, n):
        if n.startswith("dyn_"): return n[4:]
        raise AttributeError(f"no {n}")
    def __setattr__(s, n, v): object.__setattr__(s, n, v * 2)
    def __delattr__(s, n): print("del", n); object.__delattr__(s, n)
g = G(); g.a = 5; print(g.a, g.dyn_x, hasattr(g, "zz"), getattr(g, "q", "dflt")); del g.a; print(g.__dict__)
class Desc:
    def __set_name__(s, o, n): s.n = "_" + n
    def __get__(s, i, o): return s if i is None else getattr(i, s.n, 0)
    def __set__(s, i, v):
        if v < 0: raise ValueError("neg")
        setattr(i, s.n, v)
class H: d = Desc()
h = H(); h.d = 4; print(h.d, type(H.d).__name__)
try: h.d = -1
except ValueError as e: print(e)
class Sub:
    def __init_subclass__(cls, **k): super().__init_subclass__(**k); print("sub", cls.__name__)
class Sub2(Sub): pass
