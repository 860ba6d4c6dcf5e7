# `_thread`: threads that nobody waits for, without an object of their own.

import sys
import threading as _threading

LockType = lock = _threading.Lock
RLock = _threading._RLockClass
_local = _threading.local
error = RuntimeError
TIMEOUT_MAX = _threading.TIMEOUT_MAX
get_ident = _threading.get_ident
get_native_id = _threading.get_native_id
stack_size = _threading.stack_size
_count_of_threads = 0


def allocate_lock():
    return LockType()


allocate = allocate_lock


def exit():
    raise SystemExit


exit_thread = exit


def _count():
    return _count_of_threads + _threading.active_count() - 1


def start_new_thread(function, args, kwargs={}, /):
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    started = LockType()
    started.acquire()
    found = []

    def run():
        global _count_of_threads
        found.append(get_ident())
        _threading._set_current(_threading._DummyThread())
        _count_of_threads += 1
        started.release()
        try:
            function(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException as exception:
            text = f"Exception ignored in thread started by: {function!r}\n"
            sys.stderr.write(text + _told_text(exception))
        finally:
            _count_of_threads -= 1

    _threading._spawn(run, getattr(function, "__name__", "Dummy"), True)
    started.acquire()
    return found[0]


start_new = start_new_thread
