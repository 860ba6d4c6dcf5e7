def validate(age):
    if not isinstance(age, int): raise TypeError(f"age must be int, not {type(age).__name__}")
    if age < 0: raise ValueError("negative age")
    return age
for v in (5, -1, "x", None):
    try: print(validate(v))
    except (TypeError, ValueError) as e: print(type(e).__name__, "-", e)
    else: print("valid")
    finally: print("checked", repr(v))
class Resource:
    def __init__(self, n): self.n = n; print("open", n)
    def __enter__(self): return self
    def __exit__(self, et, ev, tb):
        print("close", self.n, et.__name__ if et else None); return et is KeyError
with Resource(1) as a, Resource(2) as b: print(a.n + b.n)
with Resource(3): raise KeyError("gone")
try:
    with Resource(4), Resource(5): raise ValueError("stay")
except ValueError as e: print(e)
def gen():
    try: yield 1; yield 2
    finally: print("gen closed")
for x in gen(): print(x)
g = gen(); next(g); g.close()
def nested():
    try:
        try: raise ValueError(1)
        except ValueError: raise TypeError(2)
        finally: print("inner finally")
    except TypeError as e: print(e, e.__context__); return "ret"
    finally: print("outer finally")
print(nested())
def loop():
    for i in range(5):
        try:
            if i == 2: return i
        finally: print("f", i)
print(loop())
def swallow():
    for _ in range(2):
        try: raise ValueError
        except ValueError: continue
        finally: print("c")
    return "done"
print(swallow())
def ret():
    try: return 1
    finally: return 2
print(ret())
try: raise ValueError("a") from None
except ValueError as e: print(e.__cause__, e.__suppress_context__)
class MyErr(ValueError):
    def __str__(self): return "custom str"
try: raise MyErr("x")
except ValueError as e: print(e, repr(e), e.args)
class Coded(Exception):
    def __init__(self, code, msg="default"): super().__init__(msg); self.code = code
try: raise Coded(404)
except Coded as e: print(e.code, e, repr(e))
try: {}["a"]["b"]
except (KeyError, TypeError) as e: print(type(e), e)
try: assert [], "empty"
except AssertionError as e: print(e)
try: exit_ = sys
except NameError as e: print(e)
import sys
try: sys.exit(3)
except SystemExit as e: print("exit", e.code, e.args, repr(e))
print(sys.exc_info() if False else "", issubclass(KeyError, LookupError), KeyError.__mro__[1:3], OSError is IOError)
e1 = ValueError("same"); print(e1 == ValueError("same"), e1.args == ("same",), str(ValueError(1, 2)), str(ValueError()), repr(KeyError("k")), str(KeyError("k")), [ValueError("x")], str(OSError(2, "No such file")), repr(StopIteration(5)), UnicodeError("u"))
try: raise
except RuntimeError as e: print(e)
def reraise():
    try: 1 / 0
    except ZeroDivisionError as e:
        err = e
    raise err
try: reraise()
except ZeroDivisionError as e: print(e, e.__traceback__ is not None)
