# Members that a base class gets later count for the classes derived from it.
class B: pass
class C(B): pass
class D(C):
    pass
def get(o): return o.x
def put(o, v): o.x = v
def call(o): return o.m()
B.m = lambda self: 'B.m'
o = D()
for i in range(3):
    put(o, i); print(get(o), call(o))
C.m = lambda self: 'C.m'
print(call(o))
D.m = lambda self: 'D.m'
print(call(o))
del D.m
print(call(o))
o.m = lambda: 'own'
print(call(o))
del o.m
print(call(o))
B.x = property(lambda self: 'prop', lambda self, v: print('set', v))
print(get(o)); put(o, 5); print(get(o))
del B.x
print(get(o)); put(o, 5); print(get(o))
B.__setattr__ = lambda self, n, v: print('setattr', n, v)
put(o, 6)
print(get(o))
del B.__setattr__
put(o, 7); print(get(o))
B.__getattr__ = lambda self, n: 'ga ' + n
print(get(o), o.zz)
B.__getattribute__ = lambda self, n: 'gab ' + n
print(get(o), o.zz)
try: print(call(o))
except TypeError as e: print(e)
del B.__getattribute__
print(get(o), call(o))
class X:
    def __init__(self, v): self.v = v
def mk(v): return X(v)
def sv(o, v): o.w = v; o.v = v; return o.w, o.v
for i in range(3): print(sv(mk(i), i))
X.__init__ = lambda self, v: setattr(self, 'v', v * 2)
for i in range(3): print(mk(i).v, sv(mk(i), i))
X.w = property(lambda s: 'pw', lambda s, v: None)
for i in range(3): print(sv(mk(i), i))
B.__del__ = lambda self: print('B del')
o = D()
del o
print('x')
del B.__del__
o = D()
del o
print('y')
class N(B): pass
def make(): return N()
make(); make()
B.__new__ = lambda cls: 'new'
print(make())
B.__call__ = lambda self: 'called'
B.__len__ = lambda self: 3
B.__bool__ = lambda self: False
B.__eq__ = lambda self, o: True
q = object.__new__(D)
print(q(), len(q), bool(q), q == 3, not q)
if q: print('true')
else: print('false')
