# `multiprocessing.synchronize`: locks and what rests on them, for threads of several processes.

import sys
import threading
from multiprocessing import (
    _count, _enqueue, _forget, _get, _holder, _lock, _mailbox, _now, _refuse_sending, _rlock, _set,
    _wake, _words, current_process,
)
from multiprocessing.reduction import TOKEN, Channel
from threading import BrokenBarrierError


def _take(lock, block, timeout):
    if not block:
        return lock.acquire(False)
    if timeout is None:
        return lock.acquire()
    return lock.acquire(True, max(timeout, 0))


def _own_name():
    name = current_process().name
    thread = threading.current_thread().name
    return name if thread == "MainThread" else f"{name}|{thread}"


class SemLock:
    """What locks of processes do, whether they can be taken again or not."""

    def acquire(self, block=True, timeout=None):
        return _take(self._semlock, block, timeout)

    def __enter__(self):
        return self._semlock.acquire()

    def __exit__(self, *args):
        self._semlock.release()

    def __getstate__(self):
        return _refuse_sending(self)


class Lock(SemLock):
    def __init__(self, *, ctx=None):
        self._semlock = _lock()

    def release(self):
        if not self._semlock.locked():
            raise ValueError("semaphore or lock released too many times")
        self._semlock.release()

    def _is_mine(self):
        return _holder(self._semlock) == threading._own_number()

    def _let_go(self):
        self._semlock.release()
        return 1

    def _take_back(self, count):
        self._semlock.acquire()

    def __repr__(self):
        holder = _holder(self._semlock)
        if holder is None:
            name = "None"
        elif holder == threading._own_number():
            name = _own_name()
        else:
            name = "SomeOtherProcess"
        return f"<{self.__class__.__name__}(owner={name})>"


class RLock(SemLock):
    def __init__(self, *, ctx=None):
        self._semlock = _rlock()

    def release(self):
        if not self._semlock._is_owned():
            raise AssertionError("attempt to release recursive lock not owned by thread")
        self._semlock.release()

    def _is_mine(self):
        return self._semlock._is_owned()

    def _let_go(self):
        count = self._semlock._recursion_count()
        threading._set_levels(self._semlock, 0)
        self._semlock.release()
        return count

    def _take_back(self, count):
        self._semlock.acquire()
        threading._set_levels(self._semlock, count - 1)

    def __repr__(self):
        holder = _holder(self._semlock)
        if holder is None:
            name, count = "None", 0
        elif holder == threading._own_number():
            name, count = _own_name(), self._semlock._recursion_count()
        else:
            name, count = "SomeOtherProcess", "nonzero"
        return f"<{self.__class__.__name__}({name}, {count})>"


class Semaphore:
    def __init__(self, value=1, *, ctx=None):
        if value < 0:
            raise OSError(22, "Invalid argument")
        self._permits = Channel()
        for _ in range(value):
            self._permits.put(TOKEN)

    def acquire(self, block=True, timeout=None):
        if timeout is not None:
            timeout = max(timeout, 0)
        return self._permits.get(block, timeout) is not None

    def release(self):
        self._permits.put(TOKEN)

    def get_value(self):
        return self._permits.count()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        self.release()

    def __getstate__(self):
        return _refuse_sending(self)

    def __repr__(self):
        return f"<{self.__class__.__name__}(value={self.get_value()})>"


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1, *, ctx=None):
        super().__init__(value)
        self._maxvalue = value

    def release(self):
        if self.get_value() >= self._maxvalue:
            raise ValueError("semaphore or lock released too many times")
        super().release()

    def __repr__(self):
        name = self.__class__.__name__
        return f"<{name}(value={self.get_value()}, maxvalue={self._maxvalue})>"


class Condition:
    def __init__(self, lock=None, *, ctx=None):
        self._lock = lock or RLock()
        # Those who wait, each for a lock of its own.
        self._waiters = _mailbox()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __getstate__(self):
        return _refuse_sending(self)

    def __repr__(self):
        return f"<{self.__class__.__name__}({self._lock}, {_count(self._waiters)})>"

    def wait(self, timeout=None):
        assert self._lock._is_mine(), "must acquire() condition before using wait()"
        waiter = _lock()
        waiter.acquire()
        _enqueue(self._waiters, waiter)
        count = self._lock._let_go()
        notified = False
        try:
            notified = _take(waiter, True, timeout)
            return notified
        finally:
            self._lock._take_back(count)
            if not notified:
                _forget(self._waiters, waiter)

    def notify(self, n=1):
        assert self._lock._is_mine(), "lock is not owned"
        while n > 0 and _wake(self._waiters):
            n -= 1

    def notify_all(self):
        self.notify(sys.maxsize)

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if result:
            return result
        end = None if timeout is None else _now() + timeout
        left = None
        while not result:
            if end is not None:
                left = end - _now()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result


class Event:
    def __init__(self, *, ctx=None):
        self._cond = Condition(Lock())
        self._flag = _words(1)

    def is_set(self):
        with self._cond:
            return bool(_get(self._flag, 0))

    def set(self):
        with self._cond:
            _set(self._flag, 0, 1)
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            _set(self._flag, 0, 0)

    def wait(self, timeout=None):
        with self._cond:
            if not _get(self._flag, 0):
                self._cond.wait(timeout)
            return bool(_get(self._flag, 0))

    def __repr__(self):
        status = "set" if self.is_set() else "unset"
        return f"<{type(self).__qualname__} at {id(self):#x} {status}>"


class Barrier(threading.Barrier):
    def __init__(self, parties, action=None, timeout=None, *, ctx=None):
        self._shared = _words(2)
        super().__init__(parties, action, timeout)
        self._cond = Condition()

    @property
    def _state(self):
        return _get(self._shared, 0)

    @_state.setter
    def _state(self, value):
        _set(self._shared, 0, value)

    @property
    def _count(self):
        return _get(self._shared, 1)

    @_count.setter
    def _count(self, value):
        _set(self._shared, 1, value)
