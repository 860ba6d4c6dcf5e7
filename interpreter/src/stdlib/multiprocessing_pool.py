# `multiprocessing.pool`. A pool's workers are processes, or threads; one thread beside them hands out
# what `imap` is given, another takes in results.

import itertools
import queue
import threading
from collections import deque
from multiprocessing import TimeoutError, get_context
from multiprocessing.queues import SimpleQueue
from traceback import format_exception

_RUN = "RUN"
_CLOSE = "CLOSE"
_TERMINATE = "TERMINATE"

_jobs = itertools.count()


def _map_star(args):
    return list(map(*args))


def _starmap_star(args):
    return list(itertools.starmap(args[0], args[1]))


class RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class ExceptionWithTraceback:
    def __init__(self, exc):
        text = "".join(format_exception(type(exc), exc, exc.__traceback__))
        self.exc = exc
        self.tb = '\n"""\n%s"""' % text

    def __reduce__(self):
        return rebuild_exc, (self.exc, self.tb)


def rebuild_exc(exc, tb):
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return "Error sending result: '%s'. Reason: '%s'" % (self.value, self.exc)

    def __repr__(self):
        return "<%s: %s>" % (self.__class__.__name__, self)

    def __reduce__(self):
        return _rebuild_encoding_error, (self.exc, self.value)


def _rebuild_encoding_error(exc, value):
    error = MaybeEncodingError.__new__(MaybeEncodingError)
    error.args = (exc, value)
    error.exc = exc
    error.value = value
    return error


# What a worker says instead of a result: that it goes, and who it is.
_GONE = "gone"


def _work(tasks, results, name, initializer, initargs, maxtasks, wraps):
    done = 0
    try:
        if initializer is not None:
            initializer(*initargs)
        while maxtasks is None or done < maxtasks:
            task = tasks.get()
            if task is None:
                break
            _do(task, results, wraps)
            task = None
            done += 1
    finally:
        results.put((_GONE, name, None))


def _do(task, results, wraps):
    job, i, func, args, kwds = task
    try:
        result = (True, func(*args, **kwds))
    except Exception as error:
        if wraps and func is not _raise_again:
            error = ExceptionWithTraceback(error)
        result = (False, error)
    try:
        results.put((job, i, result))
    except Exception as error:
        results.put((job, i, (False, MaybeEncodingError(error, result[1]))))


def _raise_again(exception):
    raise exception


def _tasks(job, func, iterable):
    """Tasks, one for each item; what the iterable raises is raised in the place of a result."""
    number = -1
    try:
        for number, item in enumerate(iterable):
            yield (job, number, func, (item,), {})
    except Exception as error:
        yield (job, number + 1, _raise_again, (error,), {})


def _batches(func, items, size):
    items = iter(items)
    while True:
        batch = tuple(itertools.islice(items, size))
        if not batch:
            return
        yield (func, batch)


class _State:
    """What the threads of a pool share; they do not hold the pool itself."""

    def __init__(self, size, initializer, initargs, maxtasks, wraps, make_queue, make_worker, context):
        self.size = size
        self.initializer = initializer
        self.initargs = initargs
        self.maxtasks = maxtasks
        self.wraps = wraps
        self.make_worker = make_worker
        self.context = context
        self.tasks = make_queue()
        self.results = make_queue()
        self.state = _RUN
        self.cache = {}
        self.workers = []
        self.lock = threading.Lock()
        # Iterables that are still run over.
        self.feeding = 0
        self.dismissed = False

    def hire(self):
        """Brings the number of workers up to what it should be."""
        while len(self.workers) < self.size:
            self.workers.append(self.make_worker(self))

    def arguments(self, name):
        return (
            self.tasks, self.results, name, self.initializer, self.initargs, self.maxtasks,
            self.wraps,
        )

    def send(self, task):
        try:
            self.tasks.put(task)
        except Exception as error:
            result = self.cache.get(task[0])
            if result is not None:
                result._set(task[1], (False, error))

    def feed(self, tasks, result):
        number = -1
        for task in tasks:
            if self.state == _TERMINATE:
                break
            self.send(task)
            number = task[1]
        else:
            result._set_length(number + 1)
        with self.lock:
            self.feeding -= 1
        self.dismiss()

    def dismiss(self):
        """Sends the workers home once nothing is left to do."""
        with self.lock:
            if self.dismissed or self.feeding:
                return
            if self.state == _RUN or (self.state == _CLOSE and self.cache):
                return
            self.dismissed = True
        for _ in range(self.size):
            self.tasks.put(None)
        self.results.put(None)

    def take_in(self):
        while True:
            message = self.results.get()
            if message is None:
                return
            job, i, result = message
            if job == _GONE:
                self.replace(i)
            elif job in self.cache:
                self.cache[job]._set(i, result)
            message = result = None
            if not self.cache:
                self.dismiss()

    def replace(self, name):
        for worker in list(self.workers):
            if worker.name == name:
                worker.join()
                self.workers.remove(worker)
        if self.state != _TERMINATE and not self.dismissed:
            self.hire()


def _start_process(state):
    worker = state.context.Process(target=_work)
    worker.name = worker.name.replace("Process", "PoolWorker")
    worker._args = state.arguments(worker.name)
    worker.daemon = True
    worker.start()
    return worker


class _Worker(threading.Thread):
    def __init__(self, args):
        super().__init__(target=_work, args=args, daemon=True)


def _start_thread(state):
    worker = _Worker(())
    worker._args = state.arguments(worker.name)
    worker.start()
    return worker


class Pool:
    _wraps = True
    _make_queue = SimpleQueue
    _make_worker = staticmethod(_start_process)

    def __init__(
        self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None
    ):
        if processes is None:
            processes = _cores()
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None:
            if not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0:
                raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes = processes
        state = self._inner = _State(
            processes, initializer, initargs, maxtasksperchild, self._wraps, self._make_queue,
            self._make_worker, context or get_context(),
        )
        state.hire()
        self._taker = threading.Thread(target=state.take_in, name="PoolResults", daemon=True)
        self._taker.start()

    @property
    def _state(self):
        return self._inner.state

    @property
    def _pool(self):
        return self._inner.workers

    def __repr__(self):
        cls = self.__class__
        return (
            f"<{cls.__module__}.{cls.__qualname__} state={self._state} "
            f"pool_size={len(self._pool)}>"
        )

    def __reduce__(self):
        raise NotImplementedError("pool objects cannot be passed between processes or pickled")

    def _check_running(self):
        if self._state != _RUN:
            raise ValueError("Pool not running")

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._inner.send((result._job, 0, func, args, kwds))
        return result

    def map(self, func, iterable, chunksize=None):
        return self._map_async(func, iterable, _map_star, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        return self._map_async(func, iterable, _starmap_star, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, _map_star, chunksize, callback, error_callback)

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, _starmap_star, chunksize, callback, error_callback)

    def _map_async(
        self, func, iterable, mapper, chunksize=None, callback=None, error_callback=None
    ):
        self._check_running()
        if not hasattr(iterable, "__len__"):
            iterable = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(iterable), len(self._pool) * 4)
            if extra:
                chunksize += 1
        if len(iterable) == 0:
            chunksize = 0
        result = MapResult(self, chunksize, len(iterable), callback, error_callback)
        if chunksize > 0:
            for task in _tasks(result._job, mapper, _batches(func, iterable, chunksize)):
                self._inner.send(task)
        return result

    def imap(self, func, iterable, chunksize=1):
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f"Chunksize must be 1+, not {chunksize}")
        result = kind(self)
        if chunksize == 1:
            tasks = _tasks(result._job, func, iterable)
        else:
            tasks = _tasks(result._job, _map_star, _batches(func, iterable, chunksize))
        inner = self._inner
        with inner.lock:
            inner.feeding += 1
        feeder = threading.Thread(
            target=inner.feed, args=(tasks, result), name="PoolTasks", daemon=True
        )
        feeder.start()
        if chunksize == 1:
            return result
        return (item for chunk in result for item in chunk)

    def close(self):
        if self._inner.state == _RUN:
            self._inner.state = _CLOSE
            self._inner.dismiss()

    def terminate(self):
        inner = self._inner
        inner.state = _TERMINATE
        self._abandon()
        with inner.lock:
            inner.feeding = 0
        inner.dismiss()
        self._taker.join()
        self._stop()

    def _abandon(self):
        """Takes back the tasks that no worker has begun."""
        tasks = self._inner.tasks._channel
        while tasks.get(False) is not None:
            pass

    def _stop(self):
        """Ends the workers: at once those that are still at work."""
        for worker in self._pool:
            # One that waits for work ends by itself.
            worker.join(0.01)
            if worker.exitcode is None:
                worker.terminate()
        for worker in self._pool:
            worker.join()

    def join(self):
        if self._inner.state == _RUN:
            raise ValueError("Pool is still running")
        self._taker.join()
        for worker in list(self._pool):
            worker.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()


class ThreadPool(Pool):
    _wraps = False
    _make_queue = queue.SimpleQueue
    _make_worker = staticmethod(_start_thread)

    def __init__(self, processes=None, initializer=None, initargs=()):
        Pool.__init__(self, processes, initializer, initargs)

    def _abandon(self):
        try:
            while True:
                self._inner.tasks.get(block=False)
        except queue.Empty:
            pass

    def _stop(self):
        pass


class ApplyResult:
    def __init__(self, pool, callback, error_callback):
        self._event = threading.Event()
        self._job = next(_jobs)
        self._cache = pool._inner.cache
        self._callback = callback
        self._error_callback = error_callback
        self._cache[self._job] = self

    def ready(self):
        return self._event.is_set()

    def successful(self):
        if not self.ready():
            raise ValueError(f"{self!r} not ready")
        return self._success

    def wait(self, timeout=None):
        self._event.wait(timeout)

    def get(self, timeout=None):
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, i, result):
        self._success, self._value = result
        if self._callback and self._success:
            self._callback(self._value)
        if self._error_callback and not self._success:
            self._error_callback(self._value)
        self._event.set()
        del self._cache[self._job]


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    def __init__(self, pool, chunksize, length, callback, error_callback):
        super().__init__(pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if chunksize <= 0:
            self._left = 0
            self._event.set()
            del self._cache[self._job]
        else:
            self._left = length // chunksize + bool(length % chunksize)

    def _set(self, i, result):
        self._left -= 1
        success, value = result
        if success and self._success:
            self._value[i * self._chunksize:(i + 1) * self._chunksize] = value
            if self._left == 0 and self._callback:
                self._callback(self._value)
        else:
            if not success and self._success:
                self._success = False
                self._value = value
            if self._left == 0 and self._error_callback:
                self._error_callback(self._value)
        if self._left == 0:
            del self._cache[self._job]
            self._event.set()


class IMapIterator:
    def __init__(self, pool):
        self._cond = threading.Condition(threading.Lock())
        self._job = next(_jobs)
        self._cache = pool._inner.cache
        self._items = deque()
        self._index = 0
        self._length = None
        self._unsorted = {}
        self._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        with self._cond:
            if not self._items and self._index != self._length:
                self._cond.wait(timeout)
            if not self._items:
                if self._index == self._length:
                    raise StopIteration from None
                raise TimeoutError from None
            success, value = self._items.popleft()
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, i, result):
        with self._cond:
            self._unsorted[i] = result
            if self._index == i:
                while self._index in self._unsorted:
                    self._items.append(self._unsorted.pop(self._index))
                    self._index += 1
                self._cond.notify()
            self._check_end()

    def _check_end(self):
        if self._index == self._length and self._job in self._cache:
            del self._cache[self._job]

    def _set_length(self, length):
        with self._cond:
            self._length = length
            if self._index == self._length:
                self._cond.notify()
            self._check_end()


class IMapUnorderedIterator(IMapIterator):
    def _set(self, i, result):
        with self._cond:
            self._items.append(result)
            self._index += 1
            self._cond.notify()
            self._check_end()
