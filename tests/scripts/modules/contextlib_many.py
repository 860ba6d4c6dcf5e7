from contextlib import contextmanager, suppress, closing, nullcontext
@contextmanager
def cm(name):
    print("enter", name)
    try: yield name.upper()
    except ValueError as e: print("handled", e)
    finally: print("exit", name)
with cm("a") as x, cm("b") as y: print(x, y); raise ValueError("v")
with suppress(KeyError, IndexError): {}["x"]
print("ok")
with nullcontext(5) as n: print(n)
@cm("deco")
def f(): print("body"); return 3
print(f())
class R:
    def close(self): print("closed")
with closing(R()) as r: pass
class T:
    def __enter__(self): print("in"); return self
    def __exit__(self, t, v, tb): print("out", t and t.__name__, v); return False
try:
    with T() as t: raise KeyError("z")
except KeyError as e: print("propagated", e)
try:
    with 5: pass
except TypeError as e: print(e)
try:
    with cm("x"): raise TypeError("t")
except TypeError as e: print("t", e)
