# `multiprocessing.connection`: the ends of pipes.

import multiprocessing
from multiprocessing import _get, _set, _words
from multiprocessing.reduction import Channel, dumps, loads


class _End:
    """One end of a pipe, as all processes together have it."""

    def __init__(self, incoming):
        # How many objects in how many processes hold it open.
        self.handles = _words(1)
        # Where letters to it arrive.
        self.incoming = incoming

    def add(self, count):
        left = _get(self.handles, 0) + count
        _set(self.handles, 0, left)
        return left

    def is_closed(self):
        if _get(self.handles, 0):
            multiprocessing._take_back_all_handles()
        return _get(self.handles, 0) == 0


class _Handle:
    """That one process holds an end open."""

    def __init__(self, end, other):
        self.end = end
        self.other = other
        self.flags = None
        self.place = None
        end.add(1)
        multiprocessing._handles.add(self)

    def close(self):
        multiprocessing._handles.discard(self)
        if self.flags is not None:
            _set(self.flags, self.place, 0)
        self.let_go()

    def let_go(self):
        if self.end.add(-1) == 0:
            # Whoever waits for letters from here waits in vain.
            self.other.incoming.wake_all()


class Connection:
    def __init__(self, end, other, readable=True, writable=True):
        self._end = end
        self._other = other
        self._readable = readable
        self._writable = writable
        self._handle = _Handle(end, other)

    def __getstate__(self):
        self._check_open()
        return (self._end, self._other, self._readable, self._writable)

    def __setstate__(self, state):
        Connection.__init__(self, *state)

    def _check_open(self):
        if self._handle is None:
            raise OSError("handle is closed")

    def _check_readable(self):
        self._check_open()
        if not self._readable:
            raise OSError("connection is write-only")

    def _check_writable(self):
        self._check_open()
        if not self._writable:
            raise OSError("connection is read-only")

    @property
    def closed(self):
        return self._handle is None

    @property
    def readable(self):
        return self._readable

    @property
    def writable(self):
        return self._writable

    def fileno(self):
        _unsupported("`Connection.fileno()`")

    def close(self):
        handle = self._handle
        if handle is not None:
            self._handle = None
            handle.close()

    def __del__(self):
        if getattr(self, "_handle", None) is not None:
            self.close()

    def send(self, obj):
        self._check_writable()
        self._send(dumps(obj))

    def _send(self, letter):
        if self._other.is_closed():
            raise BrokenPipeError(32, "Broken pipe")
        self._other.incoming.put(letter)

    def recv(self):
        self._check_readable()
        letter = self._end.incoming.get(True, None, self._other.is_closed)
        if letter is None:
            raise EOFError
        return loads(letter)

    def poll(self, timeout=0.0):
        self._check_readable()
        if timeout is not None:
            timeout = max(timeout, 0)
        return self._end.incoming.await_letter(timeout, self._other.is_closed)

    def send_bytes(self, buf, offset=0, size=None):
        self._check_writable()
        if not isinstance(buf, bytes):
            _unsupported("`send_bytes` of something that is not `bytes`")
        if offset < 0:
            raise ValueError("offset is negative")
        if len(buf) < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = len(buf) - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > len(buf):
            raise ValueError("buffer length < offset + size")
        self._send(dumps(buf[offset:offset + size]))

    def recv_bytes(self, maxlength=None):
        if maxlength is not None:
            _unsupported("`recv_bytes` with `maxlength`")
        data = self.recv()
        if not isinstance(data, bytes):
            _unsupported("`recv_bytes` of what `send` has sent")
        return data

    def recv_bytes_into(self, buf, offset=0):
        _unsupported("`recv_bytes_into`")

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def Pipe(duplex=True):
    one, other = _End(Channel()), _End(Channel())
    if duplex:
        return Connection(one, other), Connection(other, one)
    return Connection(one, other, True, False), Connection(other, one, False, True)



