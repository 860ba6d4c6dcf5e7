# `multiprocessing`, with processes that are forked: a process begins as a copy of the one that starts
# it. What processes share stands in words, locks and mailboxes, which are the same in every copy.

import sys
import threading

# The states of a process, in its shared words.
_EXIT = 0
_STATUS = 1
_RUNNING, _ENDED, _KILLED = 0, 1, 2

# Seconds between a signal and the end of a process, as its parent sees it.
_SIGNAL_TIME = 0.0005

_NAMES_OF_SIGNALS = {-9: "-SIGKILL", -15: "-SIGTERM"}


def _getpid():
    return _pid()


class ProcessError(Exception):
    __module__ = "multiprocessing.context"


class BufferTooShort(ProcessError):
    __module__ = "multiprocessing.context"


class TimeoutError(ProcessError):
    __module__ = "multiprocessing.context"


class AuthenticationError(ProcessError):
    __module__ = "multiprocessing.context"


def current_process():
    return _current_process


def parent_process():
    return _parent_process


def active_children():
    _clean_up()
    return list(_children)


def _clean_up():
    for process in list(_children):
        if process._popen and process._poll() is not None:
            _children.discard(process)


class _Popen:
    """A process that was started, as its parent sees it."""

    def __init__(self, process):
        sys.stdout.flush()
        sys.stderr.flush()
        self.words = process._words = _words(2)
        self.returncode = None
        self.signalled = None
        # Told when the process is sent a signal.
        self.watcher = None
        self.pid = _new_pid()
        self.handles = process._inherited = _pass_handles_on()
        spawned = _method_of(process) == "spawn"
        begin = process._spawn() if spawned else process._begin
        self.number = _fork(begin, process._name, process.daemon, self.pid, spawned)

    def poll(self, waited=False):
        """The exit status; None while it runs, and for the moment that a signal takes to arrive."""
        if self.returncode is None and threading._is_done(self.number):
            if self.signalled is not None and not waited and _now() < self.signalled + _SIGNAL_TIME:
                return None
            if _get(self.words, _EXIT) == _ENDED:
                self.returncode = _get(self.words, _STATUS)
            else:
                # Nobody but a signal ends a process in the middle.
                self.returncode = -(_get(self.words, _STATUS) or 15)
                self.take_back_handles()
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None:
            if timeout is not None:
                timeout = max(timeout, 0)
            threading._join(self.number, timeout)
        return self.poll(True)

    def take_back_handles(self):
        if self.handles is not None and threading._is_done(self.number):
            _take_back_handles(*self.handles)
            self.handles = None

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)

    def send_signal(self, signal):
        if self.poll() is None:
            if _get(self.words, _EXIT) == _RUNNING:
                _set(self.words, _STATUS, signal)
            _kill(self.number)
            self.signalled = _now()
            if self.watcher is not None:
                self.watcher()


class BaseProcess:
    __module__ = "multiprocessing.process"

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, "group argument must be None for now"
        self._identity = _current_process._identity + (_new_number(),)
        self._config = _current_process._config.copy()
        self._parent_pid = _getpid()
        self._parent_name = _current_process.name
        self._popen = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or type(self).__name__ + "-" + ":".join(
            [str(number) for number in self._identity]
        )
        if daemon is not None:
            self.daemon = daemon

    def _check_closed(self):
        if self._closed:
            raise ValueError("process object is closed")

    def run(self):
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        self._check_closed()
        assert self._popen is None, "cannot start a process twice"
        assert self._parent_pid == _getpid(), (
            "can only start a process object created by current process"
        )
        assert not _current_process._config.get("daemon"), (
            "daemonic processes are not allowed to have children"
        )
        _clean_up()
        self._popen = _Popen(self)
        del self._target, self._args, self._kwargs
        _children.add(self)

    def _poll(self):
        return self._popen.poll()

    def terminate(self):
        self._check_closed()
        self._popen.terminate()

    def kill(self):
        self._check_closed()
        self._popen.kill()

    def join(self, timeout=None):
        self._check_closed()
        assert self._parent_pid == _getpid(), "can only join a child process"
        assert self._popen is not None, "can only join a started process"
        if self._popen.wait(timeout) is not None:
            _children.discard(self)

    def is_alive(self):
        self._check_closed()
        if self is _current_process:
            return True
        assert self._parent_pid == _getpid(), "can only test a child process"
        if self._popen is None:
            return False
        if self._poll() is None:
            return True
        _children.discard(self)
        return False

    def close(self):
        if self._popen is not None:
            if self._poll() is None:
                raise ValueError(
                    "Cannot close a process while it is still running. "
                    "You should first call join() or terminate()."
                )
            self._popen = None
            _children.discard(self)
        self._closed = True

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), "name must be a string"
        self._name = name

    @property
    def daemon(self):
        return self._config.get("daemon", False)

    @daemon.setter
    def daemon(self, daemonic):
        assert self._popen is None, "process has already started"
        self._config["daemon"] = daemonic

    @property
    def exitcode(self):
        self._check_closed()
        if self._popen is None:
            return self._popen
        return self._poll()

    @property
    def ident(self):
        self._check_closed()
        if self is _current_process:
            return _getpid()
        return self._popen and self._popen.pid

    pid = ident

    @property
    def sentinel(self):
        _unsupported("`Process.sentinel`")

    @property
    def authkey(self):
        _unsupported("`Process.authkey`")

    def __repr__(self):
        exitcode = None
        if self is _current_process:
            status = "started"
        elif self._closed:
            status = "closed"
        elif self._parent_pid != _getpid():
            status = "unknown"
        elif self._popen is None:
            status = "initial"
        else:
            exitcode = self._poll()
            status = "started" if exitcode is None else "stopped"
        info = [type(self).__name__, "name=%r" % self._name]
        if self._popen is not None:
            info.append("pid=%s" % self._popen.pid)
        info.append("parent=%s" % self._parent_pid)
        info.append(status)
        if exitcode is not None:
            info.append("exitcode=%s" % _NAMES_OF_SIGNALS.get(exitcode, exitcode))
        if self.daemon:
            info.append("daemon")
        return "<%s>" % " ".join(info)

    def _spawn(self):
        """What a process does that begins as a new interpreter, to which this object is sent."""
        global _spawning
        from multiprocessing.reduction import dumps

        if _inheriting:
            raise RuntimeError(_NOT_GUARDED)
        popen, words = self._popen, self._words
        self._popen = None
        _spawning = True
        try:
            letter = dumps(self)
        finally:
            _spawning = False
            self._popen = popen

        def begin():
            _begin_spawned(letter, words)

        return begin

    def _begin(self):
        """What a new process does from its start to its end."""
        words = self._words
        status = self._bootstrap()
        _set(words, _STATUS, status)
        _set(words, _EXIT, _ENDED)

    def _bootstrap(self):
        global _current_process, _parent_process, _numbers, _children
        status = 1
        try:
            _numbers = 0
            _children = set()
            self._popen = None
            _inherit_handles(*self._inherited)
            _parent_process = _ParentProcess(self._parent_name, self._parent_pid)
            _current_process = self
            threading._after_fork()
            try:
                self.run()
                status = 0
            except SystemExit as exit:
                status = _exit_status(exit.code)
            except BaseException as exception:
                sys.stderr.write(f"Process {self.name}:\n")
                _print_exception(exception)
            finally:
                threading._shut_down()
                sys.stdout.flush()
                sys.stderr.flush()
        finally:
            _exit_function()
            for handle in list(_handles):
                handle.close()
        return status


def _begin_spawned(letter, words):
    run_script = _begin_anew()
    import multiprocessing
    import threading
    from multiprocessing.reduction import loads

    threading._after_fork()
    multiprocessing._inheriting = True
    multiprocessing._set_method("spawn")
    if run_script is not None:
        try:
            run_script()
        except BaseException as exception:
            _print_exception(exception)
            sys.stdout.flush()
            _set(words, _STATUS, 1)
            _set(words, _EXIT, _ENDED)
            return
    process = loads(letter)
    multiprocessing._inheriting = False
    process._begin()


# Whether a process is being sent to a new interpreter: what processes share may go along then.
_spawning = False

# Whether this process, a new interpreter, still runs the script to define what it defines.
_inheriting = False

_NOT_GUARDED = """
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        """


def _exit_status(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    sys.stderr.write(str(code) + "\n")
    return 1


def _print_exception(exception):
    import traceback

    traceback.print_exception(exception)


class _ParentProcess(BaseProcess):
    def __init__(self, name, pid):
        self._identity = ()
        self._name = name
        self._pid = pid
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {}

    def is_alive(self):
        _unsupported("`parent_process().is_alive()`")

    def join(self, timeout=None):
        _unsupported("`parent_process().join()`")

    @property
    def ident(self):
        return self._pid

    pid = ident


class _MainProcess(BaseProcess):
    def __init__(self):
        self._identity = ()
        self._name = "MainProcess"
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {}

    def close(self):
        pass


class Process(BaseProcess):
    __module__ = "multiprocessing.context"
    _start_method = None


_numbers = 0


def _new_number():
    global _numbers
    _numbers += 1
    return _numbers


_parent_process = None
_current_process = _MainProcess()
_children = set()


def cpu_count():
    return _cores()


def freeze_support():
    pass


def _refuse_sending(x):
    if _spawning:
        return x.__dict__
    name = type(x).__name__
    raise RuntimeError(
        f"{name} objects should only be shared between processes through inheritance"
    )


# The ends of pipes that this process holds open.
_handles = set()


def _pass_handles_on():
    """Counts the handles that a new process will have: gives them, and the words that tell which are
    still open."""
    handles = list(_handles)
    flags = _words(len(handles))
    for place, handle in enumerate(handles):
        handle.end.add(1)
        _set(flags, place, 1)
    return handles, flags


def _take_back_handles(handles, flags):
    """Closes what a process has left open."""
    for place, handle in enumerate(handles):
        if _get(flags, place):
            _set(flags, place, 0)
            handle.let_go()


def _take_back_all_handles():
    for process in _children:
        process._popen.take_back_handles()


def _inherit_handles(handles, flags):
    for place, handle in enumerate(handles):
        handle.flags = flags
        handle.place = place


def _exit_function():
    """At the end of a process: daemons are terminated, the others waited for."""
    for process in active_children():
        if process.daemon:
            process._popen.terminate()
    for process in active_children():
        process.join()


threading._register_last_exit(_exit_function)


class ForkProcess(BaseProcess):
    __module__ = "multiprocessing.context"
    _start_method = "fork"


class SpawnProcess(BaseProcess):
    __module__ = "multiprocessing.context"
    _start_method = "spawn"


def Lock():
    from multiprocessing.synchronize import Lock

    return Lock()


def RLock():
    from multiprocessing.synchronize import RLock

    return RLock()


def Condition(lock=None):
    from multiprocessing.synchronize import Condition

    return Condition(lock)


def Semaphore(value=1):
    from multiprocessing.synchronize import Semaphore

    return Semaphore(value)


def BoundedSemaphore(value=1):
    from multiprocessing.synchronize import BoundedSemaphore

    return BoundedSemaphore(value)


def Event():
    from multiprocessing.synchronize import Event

    return Event()


def Barrier(parties, action=None, timeout=None):
    from multiprocessing.synchronize import Barrier

    return Barrier(parties, action, timeout)


def Queue(maxsize=0):
    from multiprocessing.queues import Queue

    return Queue(maxsize)


def JoinableQueue(maxsize=0):
    from multiprocessing.queues import JoinableQueue

    return JoinableQueue(maxsize)


def SimpleQueue():
    from multiprocessing.queues import SimpleQueue

    return SimpleQueue()


def Pipe(duplex=True):
    from multiprocessing.connection import Pipe

    return Pipe(duplex)


def Pool(processes=None, initializer=None, initargs=(), maxtasksperchild=None):
    from multiprocessing.pool import Pool

    return Pool(processes, initializer, initargs, maxtasksperchild)


def RawValue(typecode_or_type, *args):
    from multiprocessing.sharedctypes import RawValue

    return RawValue(typecode_or_type, *args)


def RawArray(typecode_or_type, size_or_initializer):
    from multiprocessing.sharedctypes import RawArray

    return RawArray(typecode_or_type, size_or_initializer)


def Value(typecode_or_type, *args, lock=True):
    from multiprocessing.sharedctypes import Value

    return Value(typecode_or_type, *args, lock=lock)


def Array(typecode_or_type, size_or_initializer, *, lock=True):
    from multiprocessing.sharedctypes import Array

    return Array(typecode_or_type, size_or_initializer, lock=lock)


def Manager():
    from multiprocessing.managers import SyncManager

    manager = SyncManager()
    manager.start()
    return manager


# How processes are started: set once, by asking for it at the latest.
_method = None


def get_all_start_methods():
    return ["fork", "spawn", "forkserver"]


def get_start_method(allow_none=False):
    global _method
    if _method is None and not allow_none:
        _method = "fork"
    return _method


def set_start_method(method, force=False):
    global _method
    if _method is not None and not force:
        raise RuntimeError("context has already been set")
    if method is not None or not force:
        _check_method(method)
    _method = method


def _check_method(method):
    if method == "forkserver":
        _unsupported("the start method 'forkserver' of `multiprocessing`")
    if method not in ("fork", "spawn"):
        raise ValueError("cannot find context for %r" % method) from None


def _set_method(method):
    global _method
    _method = method


def _method_of(process):
    return process._start_method or get_start_method()


def get_context(method=None):
    if method is not None:
        _check_method(method)
    else:
        method = get_start_method()
    return _contexts[method]


class BaseContext:
    __module__ = "multiprocessing.context"
    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError

    def get_context(self, method=None):
        return self if method is None else get_context(method)

    def get_start_method(self, allow_none=False):
        return self._name

    def set_start_method(self, method, force=False):
        raise ValueError("cannot set start method of concrete context")


for _function in (
    current_process, parent_process, active_children, cpu_count, freeze_support, Lock, RLock,
    Condition, Semaphore, BoundedSemaphore, Event, Barrier, Queue, JoinableQueue, SimpleQueue, Pipe,
    Pool, RawValue, RawArray, Value, Array, Manager,
):
    setattr(BaseContext, _function.__name__, staticmethod(_function))


class ForkContext(BaseContext):
    __module__ = "multiprocessing.context"
    _name = "fork"
    Process = ForkProcess


class SpawnContext(BaseContext):
    __module__ = "multiprocessing.context"
    _name = "spawn"
    Process = SpawnProcess

    @staticmethod
    def Pool(processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        from multiprocessing.pool import Pool

        return Pool(processes, initializer, initargs, maxtasksperchild, _contexts["spawn"])


_contexts = {"fork": ForkContext(), "spawn": SpawnContext()}
