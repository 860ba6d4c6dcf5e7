# `multiprocessing`, with processes that are forked: a process begins as a copy of the one that starts
# it. What processes share stands in words, locks and mailboxes, which are the same in every copy.

import sys
import threading

_core_count = _cores

# The states of a process, in its shared words.
_EXIT = 0
_STATUS = 1
_RUNNING, _ENDED, _KILLED = 0, 1, 2

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
        self.pid = _new_pid()
        self.number = _fork(process._begin, process._name, process.daemon, self.pid)

    def poll(self):
        if self.returncode is None and threading._is_done(self.number):
            if _get(self.words, _EXIT) == _ENDED:
                self.returncode = _get(self.words, _STATUS)
            else:
                # Nobody but a signal ends a process in the middle.
                self.returncode = -(_get(self.words, _STATUS) or 15)
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None:
            if timeout is not None:
                timeout = max(timeout, 0)
            threading._join(self.number, timeout)
        return self.poll()

    def send_signal(self, signal):
        if self.poll() is None:
            if _get(self.words, _EXIT) == _RUNNING:
                _set(self.words, _STATUS, signal)
            _kill(self.number)


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
        self._popen.send_signal(15)

    def kill(self):
        self._check_closed()
        self._popen.send_signal(9)

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
        return status


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
    return _core_count()


def freeze_support():
    pass


def _exit_function():
    """At the end of a process: daemons are terminated, the others waited for."""
    for process in active_children():
        if process.daemon:
            process._popen.send_signal(15)
    for process in active_children():
        process.join()


threading._register_last_exit(_exit_function)
