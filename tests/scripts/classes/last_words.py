"""Last words: `__del__`, and the `finally` of generators that are dropped at a `yield`."""

import threading
from contextlib import contextmanager

def gen(name):
    try:
        yield 1
        yield 2
    finally:
        print("closing", name)

for x in gen("break"):
    break
print("after loop")

def f():
    g = gen("local")
    next(g)
    return "returned"
print(f())

def h():
    g = gen("exc")
    next(g)
    raise ValueError("boom")
try:
    h()
except ValueError as e:
    print("caught", e)
print("after except")

class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = A(1)
a = A(2)
del a
b = [A(3), A(4), A(5)]
b.pop()
b.clear()
A(6)
d = {"x": A(7), "y": A(8)}
del d
class Holder: pass
def locals_():
    p = A("p"); q = A("q"); r = A("r")
    return 1
locals_()
hh = Holder(); hh.x = A("hx"); hh.y = A("hy")
hh = None
t = (A("t1"), A("t2"))
t = 0
class Bad:
    def __del__(self): raise RuntimeError("in del")
def g2():
    try:
        yield
    finally:
        raise KeyError("k")
x = A("resurrect")
saved = []
class R:
    def __del__(self):
        print("R del"); saved.append(self)
r = R(); r = None
print(len(saved)); saved.clear(); print("end R")
def worker():
    w = gen("thread"); next(w)
    v = A("in thread")
    raise SystemExit
th = threading.Thread(target=worker); th.start(); th.join()
def w2():
    v = A("w2")
th = threading.Thread(target=w2); th.start(); th.join()
def ctx():
    @contextmanager
    def cm():
        print("enter")
        try:
            yield 5
        finally:
            print("exit cm")
    def user():
        with cm() as v:
            yield v
    u = user(); next(u)
ctx()
print(sum(A("tmp").n == "tmp" for _ in range(2)))
last = gen("global"); next(last)
print("end")
