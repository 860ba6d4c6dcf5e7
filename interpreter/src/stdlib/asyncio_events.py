# `asyncio.events`: what a loop calls, and which loop runs in which thread.

import functools
from contextvars import copy_context
from threading import local, current_thread, main_thread


class Handle:
    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._context = copy_context() if context is None else context
        self._cancelled = False

    def _parts(self):
        parts = [self.__class__.__name__]
        if self._cancelled:
            parts.append("cancelled")
        if self._callback is not None:
            parts.append(_callback_text(self._callback))
        return parts

    def __repr__(self):
        return "<" + " ".join(self._parts()) + ">"

    def get_context(self):
        return self._context

    def cancel(self):
        if not self._cancelled:
            self._cancelled = True
            self._callback = None
            self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler(
                {
                    "message": f"Exception in callback {_callback_text(self._callback)}",
                    "exception": error,
                    "handle": self,
                }
            )


class TimerHandle(Handle):
    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when
        self._scheduled = False

    def _parts(self):
        parts = super()._parts()
        parts.insert(2 if self._cancelled else 1, f"when={self._when}")
        return parts

    def __lt__(self, other):
        return self._when < other._when

    def when(self):
        return self._when

    def cancel(self):
        if not self._cancelled and self._scheduled:
            self._loop._cancelled_timers += 1
        super().cancel()


def _callback_text(callback):
    """A callback as it appears in reprs: its name, and where it is defined."""
    if isinstance(callback, functools.partial):
        return _callback_text(callback.func)
    name = getattr(callback, "__qualname__", None) or getattr(callback, "__name__", None)
    text = f"{name or repr(callback)}()"
    place = _definition(callback)
    if place is not None:
        text += f" at {place[0]}:{place[1]}"
    return text


class AbstractEventLoop:
    pass


class _Running(local):
    """The loop that runs in a thread, and the one that was set for it."""

    loop = None
    chosen = None
    was_set = False


_running = _Running()


def _get_running_loop():
    return _running.loop


def _set_running_loop(loop):
    _running.loop = loop


def get_running_loop():
    loop = _running.loop
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def get_event_loop():
    loop = _running.loop
    if loop is not None:
        return loop
    if _running.chosen is None:
        if _running.was_set or current_thread() is not main_thread():
            name = current_thread().name
            raise RuntimeError(f"There is no current event loop in thread {name!r}.")
        _warn("DeprecationWarning", "There is no current event loop")
        set_event_loop(new_event_loop())
    return _running.chosen


def set_event_loop(loop):
    if loop is not None and not isinstance(loop, AbstractEventLoop):
        kind = type(loop).__name__
        raise TypeError(
            f"loop must be an instance of AbstractEventLoop or None, not '{kind}'"
        )
    _running.was_set = True
    _running.chosen = loop


def new_event_loop():
    from asyncio.base_events import SelectorEventLoop

    return SelectorEventLoop()


# Places and texts of the warnings that were shown, each of which is shown once.
_warned = set()


def _warn(kind, message):
    place = _place()
    if place is None or (kind == "DeprecationWarning" and place[4] != "__main__"):
        return
    key = (place[0], place[1], message)
    if key in _warned:
        return
    _warned.add(key)
    import sys

    source = place[2] and f"  {place[2]}\n"
    sys.stderr.write(f"{place[0]}:{place[1]}: {kind}: {message}\n{source}")
