# `threading`, over the locks and the four thread primitives of the VM. Condition and what rests on it
# wait on plain locks, one for each waiter, as in CPython: so the order of waking is the same.

Lock, _RLockClass, local = _classes()
ThreadError = RuntimeError
TIMEOUT_MAX = 9223372036.0


def RLock(*args, **kwargs):
    return _RLockClass(*args, **kwargs)


# Places and texts of the warnings that were shown, each of which is shown once.
_warned = set()


def _deprecated(old, instead):
    place = _place()
    text = f"DeprecationWarning: {old}() is deprecated, {instead} instead"
    if place is None or place[4] != "__main__" or (place, text) in _warned:
        return
    _warned.add((place, text))
    name, line, source, _, _ = place
    source = source and f"  {source}\n"
    import sys

    sys.stderr.write(f"{name}:{line}: {text}\n{source}")


class Condition:
    def __init__(self, lock=None):
        if lock is None:
            lock = _RLockClass()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        self._reentrant = isinstance(lock, _RLockClass)
        self._waiters = []

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self._lock, len(self._waiters))

    def _is_owned(self):
        if self._reentrant:
            return self._lock._is_owned()
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def _let_go(self):
        levels = 0
        if self._reentrant:
            levels = self._lock._recursion_count() - 1
            _set_levels(self._lock, 0)
        self._lock.release()
        return levels

    def _take_back(self, levels):
        self._lock.acquire()
        if levels:
            _set_levels(self._lock, levels)

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        levels = self._let_go()
        notified = False
        try:
            if timeout is None:
                notified = waiter.acquire()
            elif timeout > 0:
                notified = waiter.acquire(True, timeout)
            else:
                notified = waiter.acquire(False)
            return notified
        finally:
            self._take_back(levels)
            if not notified and waiter in self._waiters:
                self._waiters.remove(waiter)

    def wait_for(self, predicate, timeout=None):
        end = None
        left = timeout
        result = predicate()
        while not result:
            if left is not None:
                if end is None:
                    end = _now() + left
                else:
                    left = end - _now()
                    if left <= 0:
                        break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        while self._waiters and n > 0:
            waiter = self._waiters.pop(0)
            if waiter.locked():
                waiter.release()
                n -= 1

    def notify_all(self):
        self.notify(len(self._waiters))

    def notifyAll(self):
        _deprecated("notifyAll", "use notify_all()")
        self.notify_all()


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        end = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is not None:
                    if end is None:
                        end = _now() + timeout
                    else:
                        timeout = end - _now()
                        if timeout <= 0:
                            return False
                self._cond.wait(timeout)
            self._value -= 1
            return True

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, kind, value, traceback):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = self.__class__
        return (
            f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:"
            f" value={self._value}/{self._initial_value}>"
        )

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        status = "set" if self._flag else "unset"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>"

    def is_set(self):
        return self._flag

    def isSet(self):
        _deprecated("isSet", "use is_set()")
        return self.is_set()

    def set(self):
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        with self._cond:
            if not self._flag:
                return self._cond.wait(timeout)
            return True


class BrokenBarrierError(RuntimeError):
    pass


# States of a barrier.
_FILLING = 0
_DRAINING = 1
_RESETTING = -1
_BROKEN = -2


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = _FILLING
        self._count = 0

    def __repr__(self):
        cls = self.__class__
        at = f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: "
        if self.broken:
            return at + "broken>"
        return at + f"waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._enter()
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._open()
                else:
                    self._wait(timeout)
                return index
            finally:
                self._count -= 1
                self._leave()

    def _enter(self):
        while self._state in (_RESETTING, _DRAINING):
            self._cond.wait()
        if self._state == _BROKEN:
            raise BrokenBarrierError

    def _open(self):
        try:
            if self._action:
                self._action()
            self._state = _DRAINING
            self._cond.notify_all()
        except:
            self._break()
            raise

    def _wait(self, timeout):
        if not self._cond.wait_for(lambda: self._state != _FILLING, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state < 0:
            raise BrokenBarrierError

    def _leave(self):
        if self._count == 0 and self._state in (_RESETTING, _DRAINING):
            self._state = _FILLING
            self._cond.notify_all()

    def reset(self):
        with self._cond:
            if self._count > 0:
                if self._state in (_FILLING, _BROKEN):
                    self._state = _RESETTING
            else:
                self._state = _FILLING
            self._cond.notify_all()

    def abort(self):
        with self._cond:
            self._break()

    def _break(self):
        self._state = _BROKEN
        self._cond.notify_all()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        if self._state == _FILLING:
            return self._count
        return 0

    @property
    def broken(self):
        return self._state == _BROKEN


_active = {}
_created = 0


def _new_number():
    global _created
    _created += 1
    return _created


class Thread:
    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if name:
            name = str(name)
        else:
            name = f"Thread-{_new_number()}"
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._number = None
        self._begun = False
        self._started = Lock()
        self._initialized = True

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        if self._ident is None:
            status = "initial"
        elif self.is_alive():
            status = "started"
        else:
            status = "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self.name}, {status})>"

    def start(self):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        started = self._started
        if self._begun or not started.acquire(False):
            raise RuntimeError("threads can only be started once")
        self._begun = True
        try:
            _spawn(self._bootstrap, self._name, self._daemonic)
        except RuntimeError:
            self._begun = False
            started.release()
            raise
        # Until the new thread says that it has started.
        started.acquire()
        started.release()

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        _set_current(self)
        # Here, and not in start(): nobody asks for it before the thread has said that it has started.
        self._number = _own_number()
        self._ident = get_ident()
        _active[self._ident] = self
        self._started.release()
        try:
            self.run()
        except BaseException as exception:
            _report(self, exception)
        finally:
            del _active[self._ident]

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._ident is None:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None:
            timeout = max(timeout, 0)
        _join(self._number, timeout)

    @property
    def name(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)

    @property
    def ident(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    def is_alive(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._ident is not None and not _is_done(self._number)

    @property
    def daemon(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._ident is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        _deprecated("isDaemon", "get the daemon attribute")
        return self.daemon

    def setDaemon(self, daemonic):
        _deprecated("setDaemon", "set the daemon attribute")
        self.daemon = daemonic

    def getName(self):
        _deprecated("getName", "get the name attribute")
        return self.name

    def setName(self, name):
        _deprecated("setName", "set the name attribute")
        self.name = name


class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        self._begun = True
        self._number = 0
        self._ident = get_ident()
        _active[self._ident] = self


class _DummyThread(Thread):
    """The object of a thread that `_thread` has started, named when its name is asked for."""

    def __init__(self):
        Thread.__init__(self, name="Dummy", daemon=True)
        self._name = None
        self._begun = True
        self._number = _own_number()
        self._ident = get_ident()

    @property
    def name(self):
        if self._name is None:
            self._name = f"Dummy-{_new_number()}"
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class ExceptHookArgs:
    def __init__(self, values):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = values


def excepthook(args, /):
    if args.exc_type == SystemExit:
        return
    thread = args.thread
    _print_exception(str(get_ident()) if thread is None else thread.name, args.exc_value)


__excepthook__ = excepthook


def _report(thread, exception):
    try:
        hook = excepthook
        if hook is None:
            hook = __excepthook__
        hook(ExceptHookArgs((type(exception), exception, exception.__traceback__, thread)))
    except Exception as error:
        error.__suppress_context__ = True
        _print_hook_error(error)


# What is to be called when the main thread has ended, before its end waits for the other threads:
# the VM calls `_at_exit`, if there is one.
_exit_functions = []
_at_exit = None


def _register_atexit(function):
    global _at_exit
    _exit_functions.append(function)
    _at_exit = _run_exit_functions


def _run_exit_functions():
    while _exit_functions:
        _exit_functions.pop()()


# What is to be called when all threads but daemons have ended, too.
_last_exit_functions = []


def _register_last_exit(function):
    _last_exit_functions.append(function)
    _register_atexit(_run_last_exit_functions)


def _run_last_exit_functions():
    _join_all()
    while _last_exit_functions:
        _last_exit_functions.pop()()


def _join_all():
    """Waits for all threads that are no daemons."""
    me = current_thread()
    while True:
        others = [thread for thread in enumerate() if thread is not me and not thread.daemon]
        if not others:
            break
        for thread in others:
            thread.join()


_after_fork_functions = []


def _after_fork():
    """In a new process the thread that has forked is the main thread, and alone."""
    global _main_thread, _active, _last_exit_functions
    _last_exit_functions = []
    for function in _after_fork_functions:
        function()
    _main_thread = current_thread()
    _main_thread._number = _own_number()
    _main_thread._ident = get_ident()
    _active = {_main_thread._ident: _main_thread}


def _shut_down():
    """At the end of a process other than the first."""
    if _at_exit is not None:
        _run_exit_functions()
    _join_all()


def main_thread():
    return _main_thread


def currentThread():
    _deprecated("currentThread", "use current_thread()")
    return current_thread()


def active_count():
    return len(_active)


def activeCount():
    _deprecated("activeCount", "use active_count()")
    return active_count()


def enumerate():
    return list(_active.values())


def stack_size(size=0):
    if size:
        _unsupported("threading.stack_size() with a size")
    return 0


_main_thread = _MainThread()
_set_current(_main_thread)
