"""types, inspect and warnings"""

import types, inspect, warnings, contextlib, io, sys
n = types.SimpleNamespace(a=1, b="x"); print(n, n.a, n == types.SimpleNamespace(a=1, b="x"), vars(n)); n.c = 3; print(n)
print(types.FunctionType, types.GeneratorType, types.MethodType, types.BuiltinFunctionType, types.NoneType)
def f():
    """Doc
       more
         x
    """
    yield 1
class C:
    def m(self): pass
print(inspect.isfunction(f), inspect.isfunction(len), inspect.ismethod(C().m), inspect.isclass(C), inspect.isgenerator(f()), inspect.isbuiltin(len), repr(inspect.getdoc(f)), isinstance(C().m, types.MethodType))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("careful"); warnings.warn("old", DeprecationWarning); warnings.warn(RuntimeWarning("rt"))
    print(len(w), w[0].message, w[0].category, str(w[1].message), w[0].lineno, issubclass(w[1].category, DeprecationWarning))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("boom")
    except UserWarning as e: print("raised", e)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("nothing")
for i in range(3):
    warnings.warn("once per place")
def g():
    warnings.warn("in g", FutureWarning)
g(); g()
buf = io.StringIO()
with contextlib.redirect_stdout(buf):
    print("hidden"); print("also", end="")
print(repr(buf.getvalue()))
err = io.StringIO()
with contextlib.redirect_stderr(err): print("oops", file=sys.stderr)
print(repr(err.getvalue()))
