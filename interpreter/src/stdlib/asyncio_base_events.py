# `asyncio.base_events`: the loop. What is ready runs in the order in which it got ready; timers become
# ready in the order of their times. While nothing is ready the loop sleeps, or, where other threads
# might wake it, waits for a lock that nobody but them releases.

import heapq
import math
import sys
import threading
import time
from asyncio import events, futures, tasks
from asyncio.events import Handle, TimerHandle
from collections import deque

# Cancelled timers are taken out of the heap when there are so many of them.
_MANY_TIMERS = 100
_DAY = 24 * 3600


def _is_alone():
    """Whether there is no other thread that could wake the loop."""
    started = sys.modules.get("_thread")
    return threading.active_count() == 1 and (started is None or started._count() == 0)


class BaseEventLoop(events.AbstractEventLoop):
    def __init__(self):
        self._ready = deque()
        # (time, number, handle): of two timers for one time the first one goes first.
        self._timers = []
        self._timers_made = 0
        self._cancelled_timers = 0
        self._stopping = False
        self._closed = False
        self._thread = None
        self._debug = False
        self._exception_handler = None
        self._task_factory = None
        self._executor = None
        self._executor_is_shut = False
        # Held by the loop; released by whoever wakes it.
        self._sleeper = threading.Lock()
        self._sleeper.acquire()
        if "logging" in sys.modules:
            import logging

            logging.getLogger("asyncio").debug("Using selector: EpollSelector")
        # What a KeyboardInterrupt calls instead of ending the loop.
        self._on_interrupt = None

    def __repr__(self):
        return (
            f"<{self.__class__.__name__} running={self.is_running()} "
            f"closed={self.is_closed()} debug={self.get_debug()}>"
        )

    def create_future(self):
        return futures.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        factory = self._task_factory
        if factory is None:
            return tasks.Task(coro, loop=self, name=name, context=context)
        if context is None:
            task = factory(self, coro)
        else:
            task = factory(self, coro, context=context)
        if name is not None:
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def _check_running(self):
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if events._get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def run_forever(self):
        self._check_closed()
        self._check_running()
        outer = _async_hook(self)
        self._thread = threading.get_ident()
        events._set_running_loop(self)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread = None
            events._set_running_loop(None)
            _async_hook(outer)

    def run_until_complete(self, future):
        self._check_closed()
        self._check_running()
        is_new = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        if is_new:
            future._log_destroy_pending = False
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except:
            if is_new and future.done() and not future.cancelled():
                # It is on its way out already.
                future.exception()
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        self._stopping = True

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._closed = True
        self._ready.clear()
        self._timers.clear()
        self._executor_is_shut = True
        executor = self._executor
        if executor is not None:
            self._executor = None
            executor.shutdown(wait=False)

    def is_closed(self):
        return self._closed

    def is_running(self):
        return self._thread is not None

    def time(self):
        return time.monotonic()

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        if enabled:
            _unsupported("the debug mode of asyncio")
        self._debug = enabled

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        timer = TimerHandle(when, callback, args, self, context)
        self._timers_made += 1
        heapq.heappush(self._timers, (when, self._timers_made, timer))
        timer._scheduled = True
        return timer

    def call_soon_threadsafe(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        self._wake()
        return handle

    def _wake(self):
        if self._sleeper.locked():
            try:
                self._sleeper.release()
            except RuntimeError:
                # Another thread was faster.
                pass

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        if executor is None:
            if self._executor_is_shut:
                raise RuntimeError("Executor shutdown has been called")
            executor = self._executor
            if executor is None:
                from concurrent.futures import ThreadPoolExecutor

                executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
                self._executor = executor
        return futures.wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        from concurrent.futures import ThreadPoolExecutor

        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError("executor must be ThreadPoolExecutor instance")
        self._executor = executor

    def _close_later(self, generator):
        """An asynchronous generator has been dropped before its end."""
        if not self._closed:
            self.call_soon_threadsafe(tasks._close_async_generator, self, generator)

    async def shutdown_asyncgens(self):
        # CPython knows all that are open; here those are found that a global variable holds.
        still_open = [thing for thing in _script_generators() if thing.ag_suspended]
        results = await tasks.gather(
            *[generator.aclose() for generator in still_open], return_exceptions=True
        )
        for result, generator in zip(results, still_open):
            if isinstance(result, Exception):
                self.call_exception_handler(
                    {
                        "message": "an error occurred during closing of "
                        f"asynchronous generator {generator!r}",
                        "exception": result,
                        "asyncgen": generator,
                    }
                )

    async def shutdown_default_executor(self, timeout=None):
        self._executor_is_shut = True
        if self._executor is None:
            return
        future = self.create_future()
        thread = threading.Thread(target=self._shut_executor, args=(future,))
        thread.start()
        try:
            await tasks.wait_for(future, timeout)
        except TimeoutError:
            events._warn(
                "RuntimeWarning",
                f"The executor did not finishing joining its threads within {timeout} seconds.",
            )
            self._executor.shutdown(wait=False)
        else:
            thread.join()

    def _shut_executor(self, future):
        try:
            self._executor.shutdown(wait=True)
            if not self.is_closed():
                self.call_soon_threadsafe(futures._set_unless_cancelled, future, None)
        except Exception as error:
            if not self.is_closed() and not future.cancelled():
                self.call_soon_threadsafe(future.set_exception, error)

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context):
        message = context.get("message") or "Unhandled exception in event loop"
        lines = [message]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        error = context.get("exception")
        import logging

        logging.getLogger("asyncio").error(
            "\n".join(lines), exc_info=False if error is None else error
        )

    def call_exception_handler(self, context):
        handler = self._exception_handler
        if handler is None:
            self.default_exception_handler(context)
            return
        try:
            thing = context.get("task") or context.get("future") or context.get("handle")
            if hasattr(thing, "get_context"):
                thing.get_context().run(handler, self, context)
            else:
                handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.default_exception_handler(
                {
                    "message": "Unhandled error in exception handler",
                    "exception": error,
                    "context": context,
                }
            )

    def _run_once(self):
        timers = self._timers
        if len(timers) > _MANY_TIMERS and 2 * self._cancelled_timers > len(timers):
            for when, number, timer in timers:
                if timer._cancelled:
                    timer._scheduled = False
            timers = self._timers = [entry for entry in timers if not entry[2]._cancelled]
            heapq.heapify(timers)
            self._cancelled_timers = 0
        else:
            while timers and timers[0][2]._cancelled:
                self._cancelled_timers -= 1
                heapq.heappop(timers)[2]._scheduled = False
        if not self._ready and not self._stopping:
            if timers:
                self._sleep(timers[0][0] - self.time())
            else:
                self._sleep(None)
        now = self.time() + 1e-9
        while timers and timers[0][0] < now:
            timer = heapq.heappop(timers)[2]
            timer._scheduled = False
            self._ready.append(timer)
        # What they make ready waits until the next time.
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()
        handle = None

    def _sleep(self, span):
        try:
            if span is None:
                self._sleeper.acquire()
            elif span > 0:
                # In whole milliseconds, as epoll sleeps.
                span = math.ceil(min(span, _DAY) * 1e3) * 1e-3
                if not _is_alone():
                    self._sleeper.acquire(True, span)
                elif not self._ready:
                    # Whoever may have filled it meanwhile, and has ended, is the last one.
                    time.sleep(span)
        except KeyboardInterrupt:
            if self._on_interrupt is None or not self._on_interrupt():
                raise

    def add_signal_handler(self, sig, callback, *args):
        _unsupported("signal handlers of an event loop")

    def remove_signal_handler(self, sig):
        _unsupported("signal handlers of an event loop")

    def create_connection(self, *args, **kwargs):
        _no_network("loop.create_connection()")

    def create_server(self, *args, **kwargs):
        _no_network("loop.create_server()")

    def create_datagram_endpoint(self, *args, **kwargs):
        _no_network("loop.create_datagram_endpoint()")

    def getaddrinfo(self, *args, **kwargs):
        _no_network("loop.getaddrinfo()")

    def add_reader(self, *args):
        _no_network("loop.add_reader()")

    def add_writer(self, *args):
        _no_network("loop.add_writer()")

    def subprocess_exec(self, *args, **kwargs):
        _unsupported("`loop.subprocess_exec()` (other programs)")

    def subprocess_shell(self, *args, **kwargs):
        _unsupported("`loop.subprocess_shell()` (other programs)")


def _no_network(what):
    _unsupported(f"`{what}` (the network; `asyncio.sleep()` may stand for the wait)")


def _run_until_complete_cb(future):
    if not future.cancelled():
        error = future.exception()
        if isinstance(error, (SystemExit, KeyboardInterrupt)):
            # The loop is on its way out with it.
            return
    future.get_loop().stop()


class _UnixSelectorEventLoop(BaseEventLoop):
    pass


_UnixSelectorEventLoop.__module__ = "asyncio.unix_events"
SelectorEventLoop = _UnixSelectorEventLoop
