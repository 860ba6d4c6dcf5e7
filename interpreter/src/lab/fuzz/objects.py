class P:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def m(self): return ('P.m', self.n)
class Q(P):
    def __init__(self, n):
        self.a1 = n
        P.__init__(self, -n)
class E(Exception): pass
class F(E):
    def __del__(self): print('del F', self.args[0])
def put0(o, v): o.a0 = v
def put1(o, v): o.a1 = v
def put2(o, v): o.a2 = v
def get0(o): return o.a0
def get1(o): return o.a1
def get2(o): return o.a2
def call(o): return o.m()
def gen(n, o):
    inner = P(n)
    try:
        for i in range(3):
            yield n + i
    finally:
        print('fin', n, inner.n)
def plain(n):
    first, second = P(n), Q(n)
    yield n
    yield P(n + 1)
def over(n):
    yield from gen(n, None)
def fail(n, depth):
    held = P(n)
    if depth: fail(n + 1, depth - 1)
    raise F(n)
def closure(n):
    p = P(n)
    return lambda: p.n
def attempt(f, *args):
    try:
        return f(*args)
    except (AttributeError, TypeError, ValueError) as e:
        return type(e).__name__
def show(v): return v.n if isinstance(v, P) else v
