# `_thread`: what `threading` rests on, for scripts that use it as it is.

import sys as _sys

LockType, RLock, _local = _classes()
lock = allocate_lock = allocate = LockType
error = RuntimeError
TIMEOUT_MAX = 9223372036.0
_running = 0


def start_new_thread(function, args, kwargs=None, /):
    global _running
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if kwargs is not None and not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    keywords = kwargs or {}

    def run():
        global _running
        threading = _sys.modules.get("threading")
        if threading is not None:
            threading._set_current(threading._DummyThread())
        try:
            function(*args, **keywords)
        except SystemExit:
            pass
        except BaseException as exception:
            _print_started(repr(function), exception)
        finally:
            _running -= 1

    _running += 1
    try:
        number = _spawn(run, "Thread", True)
    except RuntimeError:
        _running -= 1
        raise
    return number + 1


start_new = start_new_thread


def exit():
    raise SystemExit


exit_thread = exit


def _count():
    return _running


def stack_size(size=0, /):
    if size:
        _unsupported("`_thread.stack_size()` with a size")
    return 0
