# `atexit`: what is to be called when the script has ended, and its threads but daemons with it.

import sys
import threading as _threading

_callbacks = []


def register(func, /, *args, **kwargs):
    if not callable(func):
        raise TypeError("the first argument must be callable")
    if not _callbacks:
        _threading._register_last_exit(_run_exitfuncs)
    _callbacks.append((func, args, kwargs))
    return func


def unregister(func, /):
    _callbacks[:] = [entry for entry in _callbacks if not entry[0] == func]


def _run_exitfuncs():
    while _callbacks:
        func, args, kwargs = _callbacks.pop()
        try:
            func(*args, **kwargs)
        except BaseException as exception:
            text = f"Exception ignored in atexit callback {func!r}:\n"
            sys.stderr.write(text + _exception_text(exception))


def _clear():
    _callbacks.clear()


def _ncallbacks():
    return len(_callbacks)


_threading._after_fork_functions.append(_clear)
