# exit: 1
"""except*: which handler gets what, and what is raised in the end."""

import traceback, sys
def run(exc, body=None):
    try:
        try:
            raise exc
        except* ValueError as eg:
            print('V', repr(eg), sys.exception() is eg)
        except* (TypeError, KeyError) as eg:
            print('TK', repr(eg))
            if body: body(eg)
        except* OSError:
            print('OS')
        else:
            print('else')
        finally:
            print('finally')
        print('after', sys.exception())
    except BaseException as e:
        print('OUT', repr(e), repr(e.__context__), repr(e.__cause__))
run(ValueError(1))
run(IndexError(1))
run(ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)]))
run(ExceptionGroup("g", [ValueError(1), IndexError(2)]))
run(ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2), IndexError(3)])]))
def new(eg): raise RuntimeError("new")
def again(eg): raise eg
def bare(eg): raise
def frm(eg): raise RuntimeError("from") from eg
for b in (new, again, bare, frm):
    print(b.__name__)
    run(ExceptionGroup("g", [ValueError(1), TypeError(2)]), b)
    run(ExceptionGroup("g", [KeyError(1), IndexError(2)]), b)
    run(KeyError('k'), b)
try:
    pass
except* ValueError: print('no')
else: print('else ran')
try:
    try: raise ValueError
    except* ExceptionGroup: pass
except TypeError as e: print(e)
try:
    try: raise ValueError
    except* 3: pass
except TypeError as e: print(e)
try:
    try: raise KeyboardInterrupt
    except* KeyboardInterrupt as e: print(repr(e))
except BaseException as e: print(repr(e))
for i in range(2):
    try:
        raise ExceptionGroup("x", [ValueError(i)])
    except* ValueError as e:
        for j in range(3):
            if j == 1: break
            continue
        def f(): return 3
        print(f(), j)
try: e
except NameError as er: print(er)
def two():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError: raise KeyError(1)
    except* TypeError: raise IndexError(2)
try: two()
except BaseException: traceback.print_exc()
def three():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(4)])
    except* ValueError: raise KeyError(1)
    except* TypeError: 1/0
three()
