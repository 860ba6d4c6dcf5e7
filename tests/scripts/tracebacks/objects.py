# Traceback objects, and what the module traceback makes of them.
import os
import sys
import traceback


def show(*things):
    print(*things, file=sys.stderr)


def a(): return b()
def b(): return c(1,
    2)
def c(x, y):
    return x / 0
class CM:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        print(t, v, type(tb), tb.tb_lineno, tb is v.__traceback__)
        return True
with CM():
    a()
try:
    a()
except Exception as e:
    tb = e.__traceback__
    print(tb is e.__traceback__, sys.exc_info()[2] is tb)
    while tb:
        f = tb.tb_frame
        print(tb.tb_lineno, f.f_code.co_name, os.path.basename(f.f_code.co_filename), f.f_code.co_firstlineno, f.f_code.co_qualname)
        tb = tb.tb_next
    traceback.print_tb(e.__traceback__, file=sys.stderr)
    show(traceback.format_tb(e.__traceback__))
    show(traceback.format_tb(e.__traceback__, 1))
    show(traceback.format_tb(e.__traceback__, -1))
    show(traceback.format_tb(e.__traceback__, limit=10))
    for fs in traceback.extract_tb(e.__traceback__):
        show(fs, fs.line, fs.lineno, fs.name, fs[3], tuple(fs) == fs[:4], fs.colno, fs.end_colno, fs.end_lineno)
    show(traceback.extract_tb(e.__traceback__)[-1])
    file, line, fn, text = traceback.extract_tb(sys.exc_info()[2])[-1]
    print(line, fn, text)
    print([(f.f_code.co_name, n) for f, n in traceback.walk_tb(e.__traceback__)])
    show(traceback.format_exception(e))
    show(traceback.format_exception(type(e), e, e.__traceback__))
    show(traceback.format_exception(type(e), e, None))
    traceback.print_exception(e, file=sys.stderr)
    traceback.print_exception(*sys.exc_info(), file=sys.stderr)
    traceback.print_exc(file=sys.stderr)
    traceback.print_exc(limit=1, file=sys.stderr)
    show(traceback.format_exc(limit=-1))
    show(traceback.format_exc(limit=0))
    show(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
try:
    try:
        a()
    except ZeroDivisionError as e:
        raise ValueError("x") from e
except ValueError as e:
    show(traceback.format_exception(e))
    show("".join(traceback.format_exception(e, chain=False)))
    print(e.__cause__.__traceback__.tb_next.tb_next.tb_lineno, e.__suppress_context__)
    te = traceback.TracebackException.from_exception(e)
    show("".join(te.format()), list(te.format_exception_only()), str(te), te.stack)
    show("".join(te.stack.format()))
try:
    raise KeyError(1).with_traceback(None)
except KeyError as e:
    print(e.__traceback__.tb_next)
    saved = e
try:
    a()
except ZeroDivisionError as e:
    t = e.__traceback__.tb_next
try:
    raise RuntimeError("again").with_traceback(t)
except RuntimeError as e:
    traceback.print_exc(file=sys.stderr)
    print(len(traceback.extract_tb(e.__traceback__)))
e = ValueError("never")
print(e.__traceback__, traceback.format_exception(e))
e.__traceback__ = t
show(traceback.format_exception(e))
try: e.__traceback__ = 5
except TypeError as x: print(x)
try: e.with_traceback(5)
except TypeError as x: print(x)
def rec(n):
    if n: rec(n-1)
    else: 1/0
try: rec(6)
except ZeroDivisionError as e:
    show(traceback.format_tb(e.__traceback__), len(traceback.extract_tb(e.__traceback__)))
def reraise():
    try: a()
    except Exception as e:
        raise
try: reraise()
except Exception as e: print([ (f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)])
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except ExceptionGroup as g:
    show(traceback.format_exception(g))
try:
    e = ValueError("n"); e.add_note("note 1\nline"); raise e
except ValueError as e:
    show(traceback.format_exception(e), traceback.format_exception_only(e))
show(traceback.format_exc(), traceback.format_exception(None))
def gen():
    yield 1
    raise OSError(2, "no")
try: list(gen())
except OSError as e: traceback.print_exc(file=sys.stderr)
try: t.foo
except AttributeError as x: print(x)
print(hasattr(t, "tb_next"), hasattr(t, "nope"))
