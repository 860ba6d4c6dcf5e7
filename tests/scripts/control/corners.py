# tests of scoping, closures, exceptions, finally combos, nonlocal, del, global
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
c = counter(); print(c(), c(5), c.__name__)
fs = [lambda i=i: i for i in range(3)]; gs = [lambda: i for i in range(3)]; print([f() for f in fs], [g() for g in gs])
def t(k):
    for i in range(3):
        try:
            if k == 0: return 'ret'
            if k == 1: continue
            if k == 2: break
            if k == 3: raise ValueError(i)
        except ValueError as e:
            return f'caught {e}'
        else: print('else')
        finally:
            print('fin', i, end=' ')
            if k == 4: return 'override'
    else: return 'loop else'
    return 'end'
for k in range(6): print(t(k))
class E1(Exception):
    def __init__(self, code, *a): super().__init__(code, *a); self.code = code
    def __str__(self): return f'E1<{self.code}>'
try: raise E1(5, 'x')
except (KeyError, E1) as e: print(e, e.args, e.code, repr(e)); e.add_note('note'); print(e.__notes__)
try: e
except NameError as err: print(err)
def g():
    try: yield 1; yield 2
    finally: print('gen fin')
for x in g(): break
print('after')
try:
    try: raise TypeError('a')
    finally: raise ValueError('b')
except ValueError as e: print(repr(e.__context__))
x = 10
def shadow():
    try: print(x)
    except UnboundLocalError as e: print(e)
    x = 5
shadow()
class A:
    z = 1
    l = [z for _ in range(2)] if False else [1]
    def m(self): return self.z
    @classmethod
    def cm(cls): return cls.z
    @staticmethod
    def sm(q): return q
class B(A):
    def m(self): return super().m() + 1
class C(A):
    def m(self): return super().m() + 10
class D(B, C): pass
print(D().m(), [k.__name__ for k in D.__mro__], D.cm(), D.sm(3), D.__bases__, issubclass(D, A), isinstance(D(), (int, C)))
try:
    class X(A, B): pass
except TypeError as e: print(type(e), 'MRO' in str(e))
print(getattr(D(), 'nope', 'dflt'), hasattr(D, 'm'), callable(D), type(D()).__name__, D.m is B.m, D().m.__func__ is B.m)
import sys
def rec(n): return rec(n + 1)
try: rec(0)
except RecursionError as e: print(e)
assert 1 == 1, 'no'
try: assert 0, ('m', 1)
except AssertionError as e: print(e)

print(__name__, sys.argv[1:], len(sys.version_info))
match {'k': [1, 2, {'z': 3}]}:
    case {'k': [a, *_, {'z': z}]} if a < z: print('m', a, z)
    case _: print('no')
def deco(n):
    def wrap(fn):
        def inner(*a): return [fn(*a)] * n
        return inner
    return wrap
@deco(2)
def sq(x): return x * x
print(sq(4), (lambda: (yield))().__class__.__name__)
