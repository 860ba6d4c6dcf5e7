# Last words of exceptions and of threading.local; the order in which a slice and a generator die.
import threading
class E(Exception):
    def __del__(self): print('E del')
try: raise E
except E: pass
print('after')
class L(threading.local):
    def __del__(self): print('L del')
l = L()
del l
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
print('--slice')
l = [D(1), D(2), D(3)]
del l[:]
l = [D(1), D(2), D(3), D(4)]
del l[1:3]
print('--half')
l[:] = []
print('--list dies')
l = [D(1), D(2), D(3)]
del l
print('--tuple')
t = (D(1), D(2), D(3))
del t
print('--gen')
def g():
    a = D('a'); b = D('b')
    yield 1
x = g(); next(x); del x
print('--gen try')
def g():
    a = D('a'); b = D('b')
    try:
        yield 1
    finally:
        print('fin')
x = g(); next(x); del x
x = g(); next(x); x.close()
