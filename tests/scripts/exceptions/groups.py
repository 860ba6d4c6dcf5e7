"""Groups of exceptions: making, splitting and showing them."""

import traceback
def t(f):
    try: f()
    except BaseException as e: print(type(e).__name__, e, e.args)
for f in (lambda: ExceptionGroup(), lambda: ExceptionGroup("a"), lambda: ExceptionGroup(1,[ValueError()]), lambda: ExceptionGroup("a",3), lambda: ExceptionGroup("a",[]), lambda: ExceptionGroup("a",[3]), lambda: ExceptionGroup("a",[ValueError]), lambda: ExceptionGroup("a",[KeyboardInterrupt()]), lambda: BaseExceptionGroup("a", {ValueError()}), lambda:ExceptionGroup("a",(ValueError(1),),3), lambda:ExceptionGroup("a",exceptions=[ValueError()])): t(f)
g = ExceptionGroup("msg", [ValueError(1), TypeError("t"), ExceptionGroup("in", [KeyError("k")])])
print(g, repr(g), str(g), g.message, g.exceptions, g.args)
print(BaseExceptionGroup("m", [ValueError()]).__class__, BaseExceptionGroup("m", [KeyboardInterrupt()]).__class__)
print(ExceptionGroup.__mro__, ExceptionGroup("x",(ValueError(),)))
print(repr(g.subgroup(ValueError)), g.subgroup(OSError), g.split(KeyError), g.split((ValueError, KeyError)), g.split(lambda e: isinstance(e, ExceptionGroup)), g.subgroup(ExceptionGroup) is g)
class MyG(ExceptionGroup):
    def derive(self, excs): return MyG(self.message, excs)
m = MyG("mine", [ValueError(1), KeyError(2)]); print(repr(m), repr(m.split(KeyError)))
class M2(ExceptionGroup): 
    def __new__(cls, msg, excs, code):
        o = super().__new__(cls, msg, excs); o.code = code; return o
    def derive(self, excs): return M2(self.message, excs, self.code)
m = M2("mine", [ValueError(1), KeyError(2)], 5); print(repr(m), repr(m.split(KeyError)), m.code)
class M3(ExceptionGroup): pass
m = M3("q", [ValueError(1), KeyError(2)]); print(repr(m), repr(m.split(KeyError)))
class M4(ExceptionGroup):
    def __init__(self, *a): print('init', a); super().__init__(*a); self.x=1
m = M4("q", [ValueError(1), KeyError(2)]); print(repr(m), m.x, m.message)
def show(e):
    try: raise e
    except BaseException: traceback.print_exc()
show(g)
try:
    try: 1/0
    except ZeroDivisionError as e: raise ValueError("v") from e
except ValueError as e: ve = e
try:
    try: raise KeyError('k')
    except KeyError as e: raise TypeError("t")
except TypeError as e: te = e
n = ExceptionGroup("deep", [ve, ExceptionGroup("deeper", [te, OSError(2, "no")]), ExceptionGroup("last", [ve])])
n.add_note("a note\nof two lines")
ve.add_note("ve's note")
show(n)
try: raise n
except ExceptionGroup as e:
    try: raise RuntimeError("after") from e
    except RuntimeError: traceback.print_exc()
show(ExceptionGroup("many", [ValueError(i) for i in range(18)]))
x = ValueError("bottom")
for i in range(12): x = ExceptionGroup(f"l{i}", [x])
show(x)
show(ExceptionGroup("multi\nline", [ValueError("a\nb")]))
def f():
    raise ExceptionGroup("in f", [ValueError(1)])
try: f()
except* ValueError as eg:
    print('star', repr(eg)); traceback.print_exc()
