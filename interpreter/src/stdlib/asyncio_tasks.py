# `asyncio.tasks`

import concurrent.futures
import math
import threading
from asyncio import events, futures
from asyncio.exceptions import CancelledError, InvalidStateError
from asyncio.futures import Future, isfuture
from contextvars import copy_context
from functools import partial

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

_tasks_made = 0
# The tasks that are not done, and those that run, each with its loop.
_pending = {}
_current = {}


def iscoroutine(thing):
    return _is_coroutine(thing)


def iscoroutinefunction(func):
    while isinstance(func, partial):
        func = func.func
    return _made_by(func) == "coroutine"


def _is_awaitable(thing):
    return _is_coroutine(thing) or hasattr(type(thing), "__await__")


class Task(Future):
    # Whether to tell of the task when the program ends and it is not done.
    _log_destroy_pending = True

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        global _tasks_made
        super().__init__(loop=loop)
        if not _is_coroutine(coro):
            self._log_destroy_pending = False
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        if name is None:
            _tasks_made += 1
            name = f"Task-{_tasks_made}"
        self._name = str(name)
        self._coro = coro
        self._context = copy_context() if context is None else context
        self._cancel_requests = 0
        self._must_cancel = False
        # What the coroutine waits for.
        self._waiter = None
        _pending[self] = self._loop
        if eager_start and self._loop.is_running():
            self._start_eagerly()
        else:
            self._loop.call_soon(self.task_step, context=self._context)

    def _parts(self):
        parts = super()._parts()
        if self._cancel_requests and not self.done():
            parts[0] = "cancelling"
        parts.insert(1, f"name={self._name!r}")
        if self._waiter is not None:
            parts.insert(2, f"wait_for={self._waiter!r}")
        parts.insert(2, f"coro=<{self._coroutine_text()}>")
        return parts

    def _coroutine_text(self):
        coro = self._coro
        file, line, is_over = _coroutine_place(coro)
        if coro.cr_running:
            line = _running_line(coro)
        how = "done, defined" if is_over else "running"
        return f"{coro.__qualname__}() {how} at {file}:{line}"

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def get_stack(self, *, limit=None):
        _unsupported("`Task.get_stack()`")

    def print_stack(self, *, limit=None, file=None):
        _unsupported("`Task.print_stack()`")

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancel(self, msg=None):
        self._log_traceback = False
        if self.done():
            return False
        self._cancel_requests += 1
        if self._waiter is not None and self._waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._cancel_requests

    def uncancel(self):
        if self._cancel_requests > 0:
            self._cancel_requests -= 1
            if self._cancel_requests == 0:
                self._must_cancel = False
        return self._cancel_requests

    def _start_eagerly(self):
        outer = _current.get(self._loop)
        _current[self._loop] = self
        try:
            self._context.run(self._advance, None)
        finally:
            if outer is None:
                del _current[self._loop]
            else:
                _current[self._loop] = outer
            if self.done():
                del _pending[self]

    def task_step(self, error=None):
        if self.done():
            raise InvalidStateError(f"__step(): already done: {self!r}, {error!r}")
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        self._waiter = None
        loop = self._loop
        if loop in _current:
            raise RuntimeError(
                f"Cannot enter into task {self!r} while another task {_current[loop]!r} "
                "is being executed."
            )
        _current[loop] = self
        try:
            self._advance(error)
        finally:
            del _current[loop]
            if self.done():
                _pending.pop(self, None)

    def _advance(self, error):
        try:
            if error is None:
                waiter = self._coro.send(None)
            else:
                waiter = self._coro.throw(error)
        except StopIteration as end:
            if self._must_cancel:
                # Cancelled in its last step.
                self._must_cancel = False
                super().cancel(msg=self._cancel_message)
            else:
                super().set_result(end.value)
        except CancelledError as cancelled:
            self._cancelled_exc = cancelled
            super().cancel()
        except (KeyboardInterrupt, SystemExit) as exit:
            self._fail(exit)
            raise
        except BaseException as failure:
            self._fail(failure)
        else:
            self._wait_for(waiter)

    def _wait_for(self, waiter):
        blocking = getattr(waiter, "_asyncio_future_blocking", None)
        if blocking is not None:
            if waiter.get_loop() is not self._loop:
                problem = f"Task {self!r} got Future {waiter!r} attached to a different loop"
            elif not blocking:
                problem = (
                    f"yield was used instead of yield from in task {self!r} with {waiter!r}"
                )
            elif waiter is self:
                problem = f"Task cannot await on itself: {self!r}"
            else:
                waiter._asyncio_future_blocking = False
                waiter.add_done_callback(self.task_wakeup, context=self._context)
                self._waiter = waiter
                if self._must_cancel and waiter.cancel(msg=self._cancel_message):
                    self._must_cancel = False
                return
        elif waiter is None:
            self._loop.call_soon(self.task_step, context=self._context)
            return
        else:
            problem = f"Task got bad yield: {waiter!r}"
        self._loop.call_soon(self.task_step, RuntimeError(problem), context=self._context)

    def task_wakeup(self, future):
        try:
            future.result()
        except BaseException as error:
            failure = error
        else:
            failure = None
        self.task_step(failure)


Task.__module__ = "_asyncio"
_PyTask = Task


def _closer(base):
    class Task(base):
        """Closes an asynchronous generator. Cancelled before it has begun, it closes it all the same,
        by the CancelledError."""

        def _advance(self, error):
            generator, self._generator = self._generator, None
            if error is not None and generator is not None:
                self._coro.close()
                self._coro = _throw_into(generator, error)
                error = None
            super()._advance(error)

        def _coroutine_text(self):
            return "<async_generator_athrow without __name__>()"

    return Task


_Closer = _closer(Task)


async def _throw_into(generator, error):
    await generator.athrow(error)


def _close_async_generator(loop, generator):
    task = _Closer(generator.aclose(), loop=loop)
    task._generator = generator


def current_task(loop=None):
    if loop is None:
        loop = events.get_running_loop()
    return _current.get(loop)


def all_tasks(loop=None):
    if loop is None:
        loop = events.get_running_loop()
    return {task for task, its_loop in list(_pending.items()) if its_loop is loop and not task.done()}


def create_task(coro, *, name=None, context=None):
    loop = events.get_running_loop()
    return loop.create_task(coro, name=name, context=context)


def ensure_future(coro_or_future, *, loop=None):
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError(
                "The future belongs to a different loop than the one specified as the loop argument"
            )
        return coro_or_future
    coro = coro_or_future
    is_given = _is_coroutine(coro)
    if not is_given:
        if not _is_awaitable(coro):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro = _wrap_awaitable(coro)
    if loop is None:
        loop = events.get_event_loop()
    try:
        return loop.create_task(coro)
    except RuntimeError:
        if is_given:
            coro.close()
        raise


async def _wrap_awaitable(awaitable):
    return await awaitable


class _GiveWay:
    """`await` of it lets everything else that is ready run."""

    def __await__(self):
        yield


async def sleep(delay, result=None):
    if delay <= 0:
        await _GiveWay()
        return result
    if math.isnan(delay):
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, futures._set_unless_cancelled, future, result)
    try:
        return await future
    finally:
        timer.cancel()


def _release(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def wait_for(fut, timeout):
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    from asyncio.timeouts import timeout as until

    async with until(timeout):
        return await fut


async def _cancel_and_wait(fut):
    waiter = events.get_running_loop().create_future()

    def done(fut):
        _release(waiter)

    fut.add_done_callback(done)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(done)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or _is_coroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(_is_coroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = events.get_running_loop()
    waiter = loop.create_future()
    timer = None
    if timeout is not None:
        timer = loop.call_later(timeout, _release, waiter)
    left = len(fs)

    def on_completion(f):
        nonlocal left
        left -= 1
        if (
            left <= 0
            or return_when == FIRST_COMPLETED
            or return_when == FIRST_EXCEPTION
            and not f.cancelled()
            and f.exception() is not None
        ):
            if timer is not None:
                timer.cancel()
            _release(waiter)

    for f in fs:
        f.add_done_callback(on_completion)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(on_completion)
    done = {f for f in fs if f.done()}
    return done, fs - done


class _AsCompletedIterator:
    def __init__(self, aws, timeout):
        from asyncio.queues import Queue

        self._done = Queue()
        self._timer = None
        loop = events.get_event_loop()
        todo = {ensure_future(aw, loop=loop): None for aw in dict.fromkeys(aws)}
        for future in todo:
            future.add_done_callback(self._handle_completion)
        if todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._handle_timeout)
        self._todo = todo
        self._left = len(todo)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._wait_for_one()

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._wait_for_one(True)

    def _handle_timeout(self):
        for future in self._todo:
            future.remove_done_callback(self._handle_completion)
            self._done.put_nowait(None)
        self._todo.clear()

    def _handle_completion(self, future):
        if not self._todo:
            return
        del self._todo[future]
        self._done.put_nowait(future)
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    async def _wait_for_one(self, resolve=False):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future.result() if resolve else future


def as_completed(fs, *, timeout=None):
    if _is_awaitable(fs):
        raise TypeError(f"expects an iterable of awaitables, not {type(fs).__name__}")
    return _AsCompletedIterator(fs, timeout)


class _GatheringFuture(Future):
    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        # All of them, not only up to the first that can be cancelled.
        if any([child.cancel(msg=msg) for child in self._children]):
            self._cancel_requested = True
            return True
        return False


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer
    finished = 0
    outer = None

    def on_done(future):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not future.cancelled():
                # Somebody has looked.
                future.exception()
            return
        if not return_exceptions:
            if future.cancelled():
                outer.set_exception(future._make_cancelled_error())
                return
            error = future.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if finished == len(known):
            results = [_outcome(child) for child in children]
            if outer._cancel_requested:
                outer.set_exception(children[-1]._make_cancelled_error())
            else:
                outer.set_result(results)

    known = {}
    children = []
    done = []
    loop = None
    for arg in coros_or_futures:
        future = known.get(arg)
        if future is None:
            future = ensure_future(arg, loop=loop)
            if loop is None:
                loop = future.get_loop()
            if future is not arg:
                future._log_destroy_pending = False
            known[arg] = future
            if future.done():
                done.append(future)
            else:
                future.add_done_callback(on_done)
        children.append(future)
    outer = _GatheringFuture(children, loop=loop)
    for future in done:
        on_done(future)
    return outer


def _outcome(future):
    """The result of a future that is done, or what it failed with."""
    if future.cancelled():
        message = future._cancel_message
        return CancelledError("" if message is None else message)
    error = future.exception()
    return future.result() if error is None else error


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                # Somebody has looked.
                inner.exception()
        elif inner.cancelled():
            outer.cancel()
        else:
            error = inner.exception()
            if error is not None:
                outer.set_exception(error)
            else:
                outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


def run_coroutine_threadsafe(coro, loop):
    if not _is_coroutine(coro):
        raise TypeError("A coroutine object is required")
    future = concurrent.futures.Future()

    def start():
        try:
            futures._chain_future(ensure_future(coro, loop=loop), future)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(start)
    return future


def create_eager_task_factory(custom_task_constructor):
    def factory(loop, coro, *, name=None, context=None):
        return custom_task_constructor(
            coro, loop=loop, name=name, context=context, eager_start=True
        )

    return factory


eager_task_factory = create_eager_task_factory(Task)


async def to_thread(func, /, *args, **kwargs):
    loop = events.get_running_loop()
    context = copy_context()

    def call():
        return context.run(func, *args, **kwargs)

    return await loop.run_in_executor(None, call)


def _at_exit():
    """The program ends: what becomes of the tasks that are not done."""
    for task, loop in list(_pending.items()):
        if loop.is_running():
            # In a daemon thread, which stands still from now on.
            continue
        del _pending[task]
        coro = task._coro
        if loop.is_closed():
            coro.close()
        if task._log_destroy_pending:
            loop.call_exception_handler(
                {"task": task, "message": "Task was destroyed but it is pending!"}
            )
        coro.close()
        task._waiter = None
        loop._ready.clear()
        loop._timers.clear()


threading._register_atexit(_at_exit)
