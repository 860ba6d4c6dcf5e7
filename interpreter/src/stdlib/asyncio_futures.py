# `asyncio.futures`

import concurrent.futures
from asyncio import events
from asyncio.events import _callback_text
from asyncio.exceptions import CancelledError, InvalidStateError
from contextvars import copy_context

_PENDING = "PENDING"
_CANCELLED = "CANCELLED"
_FINISHED = "FINISHED"


def isfuture(thing):
    kind = type(thing)
    return (
        hasattr(kind, "_asyncio_future_blocking")
        and thing._asyncio_future_blocking is not None
    )


class Future:
    _state = _PENDING
    _result = None
    _exception = None
    _cancel_message = None
    # The CancelledError that ended a task: whoever waits for that gets this one.
    _cancelled_exc = None
    # None: no future. True: an `await` has just handed it out.
    _asyncio_future_blocking = False
    # Whether an exception is to be told of when nobody has asked for it.
    _log_traceback = False

    def __init__(self, *, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._callbacks = []

    def _parts(self):
        parts = [self._state.lower()]
        if self._state == _FINISHED:
            if self._exception is not None:
                parts.append(f"exception={self._exception!r}")
            else:
                parts.append(f"result={_short_repr(self._result)}")
        if self._callbacks:
            texts = [_callback_text(callback) for callback, context in self._callbacks]
            if len(texts) > 2:
                texts[1:-1] = [f"<{len(texts) - 2} more>"]
            parts.append(f"cb=[{', '.join(texts)}]")
        return parts

    def __repr__(self):
        return f"<{self.__class__.__name__} {' '.join(self._parts())}>"

    def __del__(self):
        if self._log_traceback:
            self._loop.call_exception_handler(
                {
                    "message": f"{self.__class__.__name__} exception was never retrieved",
                    "exception": self._exception,
                    "future": self,
                }
            )

    def get_loop(self):
        return self._loop

    def cancel(self, msg=None):
        self._log_traceback = False
        if self._state != _PENDING:
            return False
        self._state = _CANCELLED
        self._cancel_message = msg
        self._call_back()
        return True

    def _call_back(self):
        callbacks = self._callbacks
        if callbacks:
            self._callbacks = []
            for callback, context in callbacks:
                self._loop.call_soon(callback, self, context=context)

    def _make_cancelled_error(self):
        error = self._cancelled_exc
        if error is not None:
            self._cancelled_exc = None
            return error
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def cancelled(self):
        return self._state == _CANCELLED

    def done(self):
        return self._state != _PENDING

    def result(self):
        if self._state == _CANCELLED:
            raise self._make_cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Result is not set.")
        self._log_traceback = False
        if self._exception is not None:
            raise _with_first_traceback(self)
        return self._result

    def exception(self):
        if self._state == _CANCELLED:
            raise self._make_cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Exception is not set.")
        self._log_traceback = False
        return self._exception

    def add_done_callback(self, fn, *, context=None):
        if self._state != _PENDING:
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, copy_context() if context is None else context))

    def remove_done_callback(self, fn):
        kept = [pair for pair in self._callbacks if pair[0] != fn]
        removed = len(self._callbacks) - len(kept)
        if removed:
            self._callbacks = kept
        return removed

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = _FINISHED
        self._call_back()

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if not isinstance(exception, BaseException):
            raise TypeError("invalid exception object")
        if isinstance(exception, StopIteration):
            error = RuntimeError(
                "StopIteration interacts badly with generators and cannot be raised into a Future"
            )
            error.__cause__ = error.__context__ = exception
            exception = error
        self._fail(exception)

    def _fail(self, exception):
        self._exception = exception
        self._trace = _mark_traceback(exception)
        self._state = _FINISHED
        self._call_back()
        self._log_traceback = True

    def __await__(self):
        if self._state == _PENDING:
            self._asyncio_future_blocking = True
            yield self
            if self._state == _PENDING:
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


Future.__module__ = "_asyncio"


def _with_first_traceback(future):
    """The exception of a future, with the traceback that it had when the future got it. Who asks
    again gets it without."""
    exception = future._exception
    _cut_traceback(exception, future._trace)
    future._trace = 0
    return exception


def _short_repr(value, level=6):
    """A repr of limited length."""
    kind = type(value)
    if kind is str:
        return _short_text(value)
    if kind in (list, tuple, set, frozenset, dict):
        return _short_items(value, kind, level)
    text = repr(value)
    limit = 40 if kind is int else 30
    if len(text) <= limit:
        return text
    if kind is not int and kind.__module__ != "builtins":
        limit = 30
    return _middle_cut(text, limit)


def _middle_cut(text, limit):
    head = max(0, (limit - 3) // 2)
    tail = max(0, limit - 3 - head)
    return text[:head] + "..." + text[len(text) - tail :]


def _short_text(value):
    text = repr(value[:30])
    if len(text) <= 30:
        return text
    text = repr(value[:13] + value[len(value) - 14 :])
    return text[:13] + "..." + text[len(text) - 14 :]


def _short_items(value, kind, level):
    limit = 4 if kind is dict else 6
    if kind is dict:
        if not value:
            return "{}"
        opening, closing = "{", "}"
        items = value
        try:
            items = sorted(value)
        except Exception:
            items = list(value)
        texts = [
            f"{_short_repr(key, level - 1)}: {_short_repr(value[key], level - 1)}"
            for key in items[:limit]
        ]
    else:
        if kind is set and not value:
            return "set()"
        if kind is frozenset and not value:
            return "frozenset()"
        items = list(value)
        if kind in (set, frozenset):
            try:
                items = sorted(items)
            except Exception:
                pass
        opening, closing = {
            list: ("[", "]"),
            tuple: ("(", ",)" if len(value) == 1 else ")"),
            set: ("{", "}"),
            frozenset: ("frozenset({", "})"),
        }[kind]
        texts = [_short_repr(item, level - 1) for item in items[:limit]]
    if level <= 0:
        return f"{opening}...{closing}" if len(value) else opening + closing
    if len(value) > limit:
        texts.append("...")
    return opening + ", ".join(texts) + closing


def _set_unless_cancelled(future, result):
    if not future.cancelled():
        future.set_result(result)


def _converted(error):
    """The exception of a thread's future, as one of ours."""
    kind = type(error)
    if kind is concurrent.futures.CancelledError:
        return CancelledError(*error.args)
    if kind is concurrent.futures.InvalidStateError:
        return InvalidStateError(*error.args)
    return error


def _copy_to_ours(source, future):
    if future.cancelled():
        return
    if source.cancelled():
        future.cancel()
        return
    error = source.exception()
    if error is not None:
        future.set_exception(_converted(error))
    else:
        future.set_result(source.result())


def _copy_to_threads(source, future):
    if source.cancelled():
        future.cancel()
    if not future.set_running_or_notify_cancel():
        return
    error = source.exception()
    if error is not None:
        future.set_exception(_converted(error))
    else:
        future.set_result(source.result())


def _chain_future(source, target):
    """When `source` is done, so is `target`; when `target` is cancelled, so is `source`."""
    source_loop = source.get_loop() if isfuture(source) else None
    target_loop = target.get_loop() if isfuture(target) else None

    def copy(target, source):
        if isfuture(target):
            _copy_to_ours(source, target)
        else:
            _copy_to_threads(source, target)

    def check_cancel(target):
        if target.cancelled():
            if source_loop is None or source_loop is target_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    def set_state(source):
        if target.cancelled() and target_loop is not None and target_loop.is_closed():
            return
        if target_loop is None or target_loop is source_loop:
            copy(target, source)
        elif not target_loop.is_closed():
            target_loop.call_soon_threadsafe(copy, target, source)

    target.add_done_callback(check_cancel)
    source.add_done_callback(set_state)


def wrap_future(future, *, loop=None):
    if isfuture(future):
        return future
    assert isinstance(future, concurrent.futures.Future), (
        f"concurrent.futures.Future is expected, got {future!r}"
    )
    if loop is None:
        loop = events.get_event_loop()
    wrapped = loop.create_future()
    _chain_future(future, wrapped)
    return wrapped
