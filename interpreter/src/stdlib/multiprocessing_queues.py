# `multiprocessing.queues`. What is put into a queue is pickled at once; CPython leaves that to a thread.

import sys
from multiprocessing import _get, _refuse_sending, _set, _words
from multiprocessing.reduction import Channel, dumps, loads
from multiprocessing.synchronize import BoundedSemaphore, Condition
from queue import Empty, Full


class Queue:
    def __init__(self, maxsize=0, *, ctx=None):
        self._maxsize = maxsize
        self._channel = Channel()
        self._room = BoundedSemaphore(maxsize) if maxsize > 0 else None
        self._closed = False

    def __getstate__(self):
        return _refuse_sending(self)

    def put(self, obj, block=True, timeout=None):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if self._room is not None and not self._room.acquire(block, timeout):
            raise Full
        try:
            letter = dumps(obj)
        except Exception as error:
            # In CPython the thread that does this has nobody to tell.
            if self._room is not None:
                self._room.release()
            _print_error(error)
            return
        self._sent()
        self._channel.put(letter)

    def _sent(self):
        pass

    def get(self, block=True, timeout=None):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if timeout is not None:
            timeout = max(timeout, 0)
        letter = self._channel.get(block, timeout)
        if letter is None:
            raise Empty
        if self._room is not None:
            self._room.release()
        return loads(letter)

    def qsize(self):
        return self._channel.count()

    def empty(self):
        return self._channel.count() == 0

    def full(self):
        return self._room is not None and self._room.get_value() == 0

    def get_nowait(self):
        return self.get(False)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def close(self):
        self._closed = True

    def join_thread(self):
        assert self._closed, f"Queue {self!r} not closed"

    def cancel_join_thread(self):
        pass


def _print_error(error):
    import traceback

    sys.stdout.flush()
    traceback.print_exception(error)


class JoinableQueue(Queue):
    def __init__(self, maxsize=0, *, ctx=None):
        super().__init__(maxsize)
        self._unfinished = _words(1)
        self._cond = Condition()

    def _sent(self):
        with self._cond:
            _set(self._unfinished, 0, _get(self._unfinished, 0) + 1)

    def task_done(self):
        with self._cond:
            left = _get(self._unfinished, 0)
            if not left:
                raise ValueError("task_done() called too many times")
            _set(self._unfinished, 0, left - 1)
            if left == 1:
                self._cond.notify_all()

    def join(self):
        with self._cond:
            while _get(self._unfinished, 0):
                self._cond.wait()


class SimpleQueue:
    def __init__(self, *, ctx=None):
        self._channel = Channel()

    def __getstate__(self):
        return _refuse_sending(self)

    def close(self):
        pass

    def empty(self):
        return self._channel.count() == 0

    def get(self):
        return loads(self._channel.get())

    def put(self, obj):
        self._channel.put(dumps(obj))
