# `concurrent.futures`: the part with threads. The workers hold the pool's inner state, not the pool, so
# that a pool nobody holds any longer lets them go.

import threading
from collections import deque
from time import monotonic

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

_PENDING = "PENDING"
_RUNNING = "RUNNING"
_CANCELLED = "CANCELLED"
# Cancelled, and those who wait have been told.
_NOTIFIED = "CANCELLED_AND_NOTIFIED"
_FINISHED = "FINISHED"


class Error(Exception):
    __module__ = "concurrent.futures._base"


class CancelledError(Error):
    __module__ = "concurrent.futures._base"


class InvalidStateError(Error):
    __module__ = "concurrent.futures._base"


class BrokenExecutor(RuntimeError):
    pass


class _BrokenThreadPool(BrokenExecutor):
    pass


_BrokenThreadPool.__name__ = _BrokenThreadPool.__qualname__ = "BrokenThreadPool"
_BrokenThreadPool.__module__ = "concurrent.futures.thread"
BrokenExecutor.__module__ = "concurrent.futures._base"
TimeoutError = TimeoutError


class Future:
    def __init__(self):
        self._condition = threading.Condition()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._watchers = []
        self._callbacks = []

    def __repr__(self):
        with self._condition:
            state = self._state
            text = "cancelled" if state == _NOTIFIED else state.lower()
            if state == _FINISHED:
                if self._exception:
                    text += f" raised {self._exception.__class__.__name__}"
                else:
                    text += f" returned {self._result.__class__.__name__}"
            return f"<{self.__class__.__name__} at {id(self):#x} state={text}>"

    def cancel(self):
        with self._condition:
            if self._state in (_RUNNING, _FINISHED):
                return False
            if self._state in (_CANCELLED, _NOTIFIED):
                return True
            self._state = _CANCELLED
            self._condition.notify_all()
        self._call_back()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in (_CANCELLED, _NOTIFIED)

    def running(self):
        with self._condition:
            return self._state == _RUNNING

    def _is_over(self):
        return self._state in (_CANCELLED, _NOTIFIED, _FINISHED)

    def done(self):
        with self._condition:
            return self._is_over()

    def add_done_callback(self, fn):
        with self._condition:
            if not self._is_over():
                self._callbacks.append(fn)
                return
        self._try(fn)

    def _call_back(self):
        for fn in self._callbacks:
            self._try(fn)

    def _try(self, fn):
        try:
            fn(self)
        except Exception as error:
            _log_exception("concurrent.futures", f"exception calling callback for {self!r}", error)

    def _await(self, timeout):
        """Waits, once, as long as `timeout`; what has become of it is looked at afterwards."""
        if not self._is_over():
            self._condition.wait(timeout)
        if self._state in (_CANCELLED, _NOTIFIED):
            raise CancelledError()
        if self._state != _FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        try:
            with self._condition:
                self._await(timeout)
                error = self._exception
                if error is None:
                    return self._result
            try:
                raise error
            finally:
                error = None
        finally:
            self = None

    def exception(self, timeout=None):
        with self._condition:
            self._await(timeout)
            return self._exception

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == _CANCELLED:
                self._state = _NOTIFIED
                for watcher in self._watchers:
                    watcher.ended(self, False)
                return False
            if self._state == _PENDING:
                self._state = _RUNNING
                return True
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)

    def _finish(self, result, exception):
        with self._condition:
            if self._is_over():
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._exception = exception
            self._state = _FINISHED
            for watcher in self._watchers:
                watcher.ended(self, exception is not None)
            self._condition.notify_all()
        self._call_back()


Future.__module__ = "concurrent.futures._base"


def _log_exception(logger, message, error):
    import logging

    logging.getLogger(logger).exception(message, exc_info=error)


class _Watcher:
    """One that waits for futures: is woken when enough of them are over."""

    def __init__(self, needed, stops_at_error):
        self.event = threading.Event()
        self.lock = threading.Lock()
        self.over = []
        self.needed = needed
        self.stops_at_error = stops_at_error

    def ended(self, future, failed):
        with self.lock:
            self.over.append(future)
            self.needed -= 1
            if self.needed <= 0 or (failed and self.stops_at_error):
                self.event.set()


class _Locked:
    """Holds the conditions of several futures, in one order for all."""

    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self.futures:
            future._condition.acquire()

    def __exit__(self, *args):
        for future in self.futures:
            future._condition.release()


def _told(future):
    return future._state in (_NOTIFIED, _FINISHED)


def as_completed(fs, timeout=None):
    end = None if timeout is None else timeout + monotonic()
    pending = set(fs)
    total = len(pending)
    with _Locked(pending):
        finished = [future for future in pending if _told(future)]
        pending = pending - set(finished)
        watcher = _Watcher(1, False)
        for future in pending:
            future._watchers.append(watcher)
    try:
        while finished:
            yield finished.pop()
        while pending:
            left = None
            if end is not None:
                left = end - monotonic()
                if left < 0:
                    raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
            watcher.event.wait(left)
            with watcher.lock:
                finished = watcher.over
                watcher.over = []
                watcher.event.clear()
            for future in finished:
                with future._condition:
                    future._watchers.remove(watcher)
            finished.reverse()
            while finished:
                future = finished.pop()
                pending.remove(future)
                yield future
                del future
    finally:
        for future in pending:
            with future._condition:
                if watcher in future._watchers:
                    future._watchers.remove(watcher)


class DoneAndNotDoneFutures:
    def __init__(self, done, not_done):
        self.done = done
        self.not_done = not_done

    def __repr__(self):
        return f"DoneAndNotDoneFutures(done={self.done!r}, not_done={self.not_done!r})"

    def __iter__(self):
        yield self.done
        yield self.not_done

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return (self.done, self.not_done)[index]

    def __eq__(self, other):
        return (self.done, self.not_done) == other

    __hash__ = None


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    with _Locked(fs):
        done = {future for future in fs if _told(future)}
        not_done = fs - done
        failed = any(future._state == _FINISHED and future._exception for future in done)
        enough = len(done) == len(fs)
        if return_when == FIRST_COMPLETED:
            enough = enough or bool(done)
            needed = 1
        elif return_when == FIRST_EXCEPTION:
            enough = enough or failed
            needed = len(not_done)
        elif return_when == ALL_COMPLETED or enough:
            needed = len(not_done)
        else:
            raise ValueError(f"Invalid return condition: {return_when!r}")
        if enough:
            return DoneAndNotDoneFutures(done, not_done)
        watcher = _Watcher(needed, return_when == FIRST_EXCEPTION)
        for future in not_done:
            future._watchers.append(watcher)
    watcher.event.wait(timeout)
    for future in not_done:
        with future._condition:
            future._watchers.remove(watcher)
    done = done | set(watcher.over)
    return DoneAndNotDoneFutures(done, fs - done)


class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        end = None if timeout is None else timeout + monotonic()
        futures = deque([self.submit(fn, *args) for args in zip(*iterables)])

        def results():
            try:
                while futures:
                    left = None if end is None else end - monotonic()
                    yield _result_or_cancel(futures.popleft(), left)
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


Executor.__module__ = "concurrent.futures._base"


def _result_or_cancel(future, timeout):
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        del future


class _Work:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as error:
            self.future.set_exception(error)
            self = None
        else:
            self.future.set_result(result)


_BROKEN = "A thread initializer failed, the thread pool is not usable anymore"
_CLOSED = "cannot schedule new futures after shutdown"
_ENDING = "cannot schedule new futures after interpreter shutdown"


class _Crew:
    """What the workers of a pool share: their work, and whether they are to go home."""

    def __init__(self, initializer, initargs):
        self.lock = threading.Lock()
        self.work = deque()
        # Counts the work, and what wakes a worker although there is none.
        self.ready = threading.Semaphore(0)
        self.idle = threading.Semaphore(0)
        self.initializer = initializer
        self.initargs = initargs
        self.closed = False
        self.broken = False

    def put(self, work):
        self.work.append(work)
        self.ready.release()

    def take_all(self):
        """All the work that no worker has begun."""
        taken = []
        while self.ready.acquire(False):
            work = self.work.popleft()
            if work is not None:
                taken.append(work)
        return taken

    def close(self):
        self.closed = True
        self.put(None)

    def run(self):
        if self.initializer is not None:
            try:
                self.initializer(*self.initargs)
            except BaseException as error:
                _log_exception("concurrent.futures", "Exception in initializer:", error)
                self.fail()
                return
        while True:
            if not self.ready.acquire(False):
                self.idle.release()
                self.ready.acquire()
            work = self.work.popleft()
            if work is not None:
                work.run()
                del work
                continue
            if self.closed or _ending:
                self.closed = True
                # Wakes the next one.
                self.put(None)
                return

    def fail(self):
        with self.lock:
            self.broken = True
            for work in self.take_all():
                work.future.set_exception(_BrokenThreadPool(_BROKEN))


_pools = 0
_ending = False
_ending_lock = threading.Lock()
# The threads of all pools, each with its crew.
_workers = []


class ThreadPoolExecutor(Executor):
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        global _pools
        if max_workers is None:
            max_workers = min(32, _cores() + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._initializer = initializer
        self._initargs = initargs
        self._crew = _Crew(initializer, initargs)
        self._threads = set()
        if not thread_name_prefix:
            with _ending_lock:
                thread_name_prefix = f"ThreadPoolExecutor-{_pools}"
                _pools += 1
        self._thread_name_prefix = thread_name_prefix

    @property
    def _shutdown(self):
        return self._crew.closed

    @property
    def _work_queue(self):
        _unsupported("the queue inside a `ThreadPoolExecutor`")

    def submit(self, fn, /, *args, **kwargs):
        crew = self._crew
        with crew.lock, _ending_lock:
            if crew.broken:
                raise _BrokenThreadPool(_BROKEN)
            if crew.closed:
                raise RuntimeError(_CLOSED)
            if _ending:
                raise RuntimeError(_ENDING)
            future = Future()
            crew.put(_Work(future, fn, args, kwargs))
            self._hire()
            return future

    def _hire(self):
        if self._crew.idle.acquire(False):
            return
        count = len(self._threads)
        if count < self._max_workers:
            name = f"{self._thread_name_prefix or self}_{count}"
            thread = threading.Thread(name=name, target=self._crew.run)
            thread.start()
            self._threads.add(thread)
            _workers.append((thread, self._crew))

    def shutdown(self, wait=True, *, cancel_futures=False):
        crew = self._crew
        with crew.lock:
            crew.closed = True
            if cancel_futures:
                for work in crew.take_all():
                    work.future.cancel()
            crew.put(None)
        if type(self).__del__ is ThreadPoolExecutor.__del__:
            # There is nothing left to do for it, and an object with last words is one of which it matters
            # when it dies.
            _silence(self)
        if wait:
            for thread in self._threads:
                thread.join()

    def __del__(self):
        crew = getattr(self, "_crew", None)
        if crew is not None and not crew.closed:
            crew.close()


ThreadPoolExecutor.__module__ = "concurrent.futures.thread"


def _end():
    """Before the program waits for its threads: lets all workers finish, and go."""
    global _ending
    with _ending_lock:
        _ending = True
    for thread, crew in _workers:
        crew.put(None)
    for thread, crew in _workers:
        thread.join()
    for thread, crew in _managers:
        crew.wake()
    for thread, crew in _managers:
        thread.join()


threading._register_atexit(_end)


def _forget_threads():
    """In a new process the threads of pools are gone."""
    global _ending_lock
    _workers.clear()
    _managers.clear()
    _ending_lock = threading.Lock()


threading._after_fork_functions.append(_forget_threads)


class BrokenProcessPool(BrokenExecutor):
    __module__ = "concurrent.futures.process"


class _RemoteTraceback(Exception):
    __module__ = "concurrent.futures.process"

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


def _remote_traceback(error):
    from traceback import format_exception

    text = "".join(format_exception(type(error), error, error.__traceback__))
    return '\n"""\n%s"""' % text


class _ExceptionWithTraceback:
    def __init__(self, error):
        self.error = error
        self.text = _remote_traceback(error)

    def __reduce__(self):
        return _with_cause, (self.error, self.text)


def _with_cause(error, text):
    error.__cause__ = _RemoteTraceback(text)
    return error


# What the thread that manages a pool of processes is told.
_RESULT = "result"
_LEFT = "left"
_DIED = "died"
_WAKE = "wake"


def _process_work(calls, events, name, initializer, initargs, max_tasks):
    from multiprocessing.reduction import dumps, loads

    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException as error:
            _log_exception("concurrent.futures", "Exception in initializer:", error)
            events.put(dumps((_DIED, name)))
            return
    done = 0
    while True:
        call = loads(calls.get())
        if call is None:
            return
        number, fn, args, kwargs = call
        try:
            answer = (_RESULT, number, None, fn(*args, **kwargs))
        except BaseException as error:
            answer = (_RESULT, number, _ExceptionWithTraceback(error), None)
        try:
            letter = dumps(answer)
        except BaseException as error:
            letter = dumps((_RESULT, number, _ExceptionWithTraceback(error), None))
        events.put(letter)
        call = args = kwargs = answer = None
        done += 1
        if done == max_tasks:
            events.put(dumps((_LEFT, name)))
            return


class _ProcessCrew:
    """A pool of processes, and the thread that manages it; does not hold the executor."""

    def __init__(self, max_workers, context, initializer, initargs, max_tasks):
        from multiprocessing.reduction import Channel

        self.max_workers = max_workers
        self.context = context
        self.initializer = initializer
        self.initargs = initargs
        self.max_tasks = max_tasks
        self.lock = threading.Lock()
        self.pending = {}
        self.waiting = deque()
        self.count = 0
        self.calls = Channel()
        self.events = Channel()
        self.processes = {}
        self.thread = None
        self.closed = False
        self.cancels = False
        self.broken = False

    def tell(self, *message):
        from multiprocessing.reduction import dumps

        self.events.put(dumps(message))

    def wake(self):
        self.tell(_WAKE, None)

    def add(self, work):
        self.pending[self.count] = work
        self.waiting.append(self.count)
        self.count += 1
        if self.thread is None:
            while len(self.processes) < self.max_workers:
                self.hire()
            self.thread = threading.Thread(target=self.run, name="ProcessPoolManager")
            self.thread.start()
            _managers.append((self.thread, self))
        self.wake()

    def hire(self):
        process = self.context.Process(target=_process_work)
        process._args = (
            self.calls, self.events, process.name, self.initializer, self.initargs,
            self.max_tasks,
        )
        process.start()
        process._popen.watcher = lambda: self.tell(_DIED, process.name)
        self.processes[process.pid] = process

    def fill(self):
        """Hands on as much work as the processes have room for."""
        from multiprocessing.reduction import dumps

        while self.waiting and self.calls.count() <= self.max_workers:
            number = self.waiting.popleft()
            work = self.pending[number]
            if not work.future.set_running_or_notify_cancel():
                del self.pending[number]
                continue
            try:
                letter = dumps((number, work.fn, work.args, work.kwargs))
            except Exception as error:
                error.__cause__ = _RemoteTraceback(_remote_traceback(error))
                del self.pending[number]
                work.future.set_exception(error)
                continue
            self.calls.put(letter)

    def run(self):
        from multiprocessing.reduction import loads

        while True:
            self.fill()
            message = loads(self.events.get())
            if message[0] == _RESULT:
                self.answer(*message[1:])
            elif message[0] == _LEFT:
                self.replace(message[1])
            elif message[0] == _DIED and not self.closed_down():
                self.fail()
                return
            message = None
            if self.is_closing():
                self.fill()
                if not self.pending:
                    self.dismiss()
                    return

    def answer(self, number, error, result):
        work = self.pending.pop(number, None)
        if work is None:
            return
        if error is not None:
            work.future.set_exception(error)
        else:
            work.future.set_result(result)

    def replace(self, name):
        for pid, process in list(self.processes.items()):
            if process.name == name:
                process.join()
                del self.processes[pid]
                with self.lock:
                    self.hire()

    def closed_down(self):
        return not self.processes

    def is_closing(self):
        if not (self.closed or _ending):
            return False
        if self.cancels:
            with self.lock:
                for number in self.waiting:
                    work = self.pending.pop(number)
                    work.future.cancel()
                self.waiting.clear()
        return True

    def dismiss(self):
        from multiprocessing.reduction import TOKEN

        for _ in self.processes:
            self.calls.put(TOKEN)
        for process in self.processes.values():
            process.join()

    def fail(self):
        with self.lock:
            self.broken = (
                "A child process terminated abruptly, the process pool is not usable anymore"
            )
            error = BrokenProcessPool(
                "A process in the process pool was terminated abruptly while the future was "
                "running or pending."
            )
            self.waiting.clear()
            for work in self.pending.values():
                try:
                    work.future.set_exception(error)
                except InvalidStateError:
                    pass
            self.pending.clear()
        for process in self.processes.values():
            process._popen.watcher = None
            process.terminate()
        for process in self.processes.values():
            process.join()


# The threads that manage pools of processes, each with its crew.
_managers = []


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _chunks(items, size):
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield tuple(chunk)
            chunk = []
    if chunk:
        yield tuple(chunk)


def _chain_lists(lists):
    for items in lists:
        items.reverse()
        while items:
            yield items.pop()


class ProcessPoolExecutor(Executor):
    def __init__(
        self,
        max_workers=None,
        mp_context=None,
        initializer=None,
        initargs=(),
        *,
        max_tasks_per_child=None,
    ):
        import multiprocessing

        if max_workers is None:
            max_workers = _cores()
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if mp_context is None:
            mp_context = multiprocessing.get_context()
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
            if mp_context.get_start_method(allow_none=False) == "fork":
                raise ValueError(
                    "max_tasks_per_child is incompatible with"
                    " the 'fork' multiprocessing start method;"
                    " supply a different mp_context."
                )
        self._max_workers = max_workers
        self._crew = _ProcessCrew(
            max_workers, mp_context, initializer, initargs, max_tasks_per_child
        )

    @property
    def _processes(self):
        return self._crew.processes

    def submit(self, fn, /, *args, **kwargs):
        crew = self._crew
        with crew.lock:
            if crew.broken:
                raise BrokenProcessPool(crew.broken)
            if crew.closed:
                raise RuntimeError(_CLOSED)
            if _ending:
                raise RuntimeError(_ENDING)
            future = Future()
            crew.add(_Work(future, fn, args, kwargs))
            return future

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        from functools import partial

        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        chunks = _chunks(zip(*iterables), chunksize)
        return _chain_lists(super().map(partial(_process_chunk, fn), chunks, timeout=timeout))

    def shutdown(self, wait=True, *, cancel_futures=False):
        crew = self._crew
        with crew.lock:
            crew.cancels = cancel_futures
            crew.closed = True
            crew.wake()
        if wait and crew.thread is not None:
            crew.thread.join()

    def __del__(self):
        crew = getattr(self, "_crew", None)
        if crew is not None and not crew.closed:
            crew.closed = True
            crew.wake()


ProcessPoolExecutor.__module__ = "concurrent.futures.process"
