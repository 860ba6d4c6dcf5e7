# `multiprocessing.managers`: objects that live in a process of their own, and stand-ins for them
# elsewhere, which send it what is to be done.

import queue
import threading
from multiprocessing import ForkProcess
from multiprocessing.reduction import Channel, dumps, loads


class RemoteError(Exception):
    pass


class Namespace:
    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        shown = [f"{name}={value!r}" for name, value in self.__dict__.items() if name[0] != "_"]
        return f"{self.__class__.__name__}({', '.join(sorted(shown))})"


class Value:
    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value

    def __repr__(self):
        return f"{type(self).__name__}({self._typecode!r}, {self._value!r})"


def _array(typecode, sequence, lock=True):
    return list(sequence)


class _Views:
    """What the server sends in the place of the views of a dict."""

    KINDS = (type({}.keys()), type({}.values()), type({}.items()))


class _Server:
    def __init__(self, requests, initializer, initargs):
        self.requests = requests
        self.objects = {}
        self.count = 0
        self.initializer = initializer
        self.initargs = initargs

    def run(self):
        if self.initializer is not None:
            self.initializer(*self.initargs)
        while True:
            request = loads(self.requests.get())
            if request is None:
                return
            what, ident, args, kwds, reply = request
            if what is None:
                self.answer(reply, self.create, (ident, args, kwds))
            elif ident in self.objects:
                target, waits = self.objects[ident]
                if waits:
                    # It may take until another request has come.
                    threading.Thread(
                        target=self.act, args=(reply, target, what, args, kwds), daemon=True
                    ).start()
                else:
                    self.act(reply, target, what, args, kwds)
            request = what = args = kwds = reply = target = None

    def create(self, typeid, args, kwds):
        make, waits = _KINDS[typeid][:2]
        made = make(*args, **kwds)
        self.count += 1
        self.objects[self.count] = (made, waits)
        return self.count

    def act(self, reply, target, what, args, kwds):
        self.answer(reply, _act, (target, what, args, kwds))

    def answer(self, reply, function, args):
        try:
            result = (True, function(*args))
        except Exception as error:
            error.__traceback__ = None
            result = (False, error)
        reply.put(dumps(result))


def _act(target, what, args, kwds):
    if what == "#getattr":
        return getattr(target, *args)
    if what == "#setattr":
        return setattr(target, *args)
    if what == "#delattr":
        return delattr(target, *args)
    if what == "__iadd__" or what == "__imul__":
        getattr(target, what)(*args)
        return None
    if what == "#repr":
        return repr(target)
    result = getattr(target, what)(*args, **kwds)
    return list(result) if type(result) in _Views.KINDS else result


def _request(requests, what, ident, args, kwds):
    reply = Channel()
    requests.put(dumps((what, ident, args, kwds, reply)))
    done, result = loads(reply.get())
    if done:
        return result
    raise result


class BaseProxy:
    def __init__(self, typeid, ident, requests):
        self._typeid = typeid
        self._ident = ident
        self._requests = requests

    def _callmethod(self, methodname, args=(), kwds={}):
        return _request(self._requests, methodname, self._ident, args, kwds)

    def _getvalue(self):
        return self._callmethod("#copy")

    def __deepcopy__(self, memo):
        _unsupported("a copy of a proxy")

    def __repr__(self):
        return f"<{type(self).__name__} object, typeid {self._typeid!r} at {id(self):#x}>"

    def __str__(self):
        return self._callmethod("#repr")


def _proxy(name, methods):
    def forward(method):
        def call(self, /, *args, **kwds):
            return self._callmethod(method, args, kwds)

        call.__name__ = method
        return call

    members = {method: forward(method) for method in methods.split()}
    members["__module__"] = "multiprocessing.managers"
    return type(name, (BaseProxy,), members)


DictProxy = _proxy(
    "DictProxy",
    "__contains__ __delitem__ __getitem__ __len__ __setitem__ clear copy get items keys pop popitem"
    " setdefault update values",
)
DictProxy.__iter__ = lambda self: iter(self.keys())

_BaseListProxy = _proxy(
    "BaseListProxy",
    "__add__ __contains__ __delitem__ __getitem__ __len__ __mul__ __rmul__ __setitem__ append count"
    " extend index insert pop remove reverse sort",
)


class ListProxy(_BaseListProxy):
    def __iadd__(self, value):
        self._callmethod("extend", (value,))
        return self

    def __imul__(self, value):
        self._callmethod("__imul__", (value,))
        return self

    def __iter__(self):
        index = 0
        while True:
            try:
                item = self[index]
            except IndexError:
                return
            yield item
            index += 1

    def __reversed__(self):
        for index in range(len(self) - 1, -1, -1):
            yield self[index]


ArrayProxy = _proxy("ArrayProxy", "__len__ __getitem__ __setitem__")


class ValueProxy(BaseProxy):
    def get(self):
        return self._callmethod("get")

    def set(self, value):
        return self._callmethod("set", (value,))

    value = property(get, set)


_OWN_NAMES = ("_typeid", "_ident", "_requests")


class NamespaceProxy(BaseProxy):
    def __getattr__(self, key):
        if key[0] == "_":
            return object.__getattribute__(self, key)
        return self._callmethod("#getattr", (key,))

    def __setattr__(self, key, value):
        if key[0] == "_":
            return object.__setattr__(self, key, value)
        return self._callmethod("#setattr", (key, value))

    def __delattr__(self, key):
        if key[0] == "_":
            return object.__delattr__(self, key)
        return self._callmethod("#delattr", (key,))


class AcquirerProxy(BaseProxy):
    def acquire(self, blocking=True, timeout=None):
        args = (blocking,) if timeout is None else (blocking, timeout)
        return self._callmethod("acquire", args)

    def release(self):
        return self._callmethod("release")

    def __enter__(self):
        return self._callmethod("acquire")

    def __exit__(self, exc_type, exc_val, exc_tb):
        return self._callmethod("release")


EventProxy = _proxy("EventProxy", "is_set set clear wait")
QueueProxy = _proxy(
    "AutoProxy[Queue]",
    "empty full get get_nowait join put put_nowait qsize task_done",
)


class BarrierProxy(BaseProxy):
    def wait(self, timeout=None):
        return self._callmethod("wait", (timeout,))

    def abort(self):
        return self._callmethod("abort")

    def reset(self):
        return self._callmethod("reset")

    parties = property(lambda self: self._callmethod("#getattr", ("parties",)))
    n_waiting = property(lambda self: self._callmethod("#getattr", ("n_waiting",)))
    broken = property(lambda self: self._callmethod("#getattr", ("broken",)))


# What each kind is made by, whether its methods may wait, and what stands for it elsewhere.
_KINDS = {
    "dict": (dict, False, DictProxy),
    "list": (list, False, ListProxy),
    "Namespace": (Namespace, False, NamespaceProxy),
    "Value": (Value, False, ValueProxy),
    "Array": (_array, False, ArrayProxy),
    "Lock": (threading.Lock, True, AcquirerProxy),
    "Semaphore": (threading.Semaphore, True, AcquirerProxy),
    "BoundedSemaphore": (threading.BoundedSemaphore, True, AcquirerProxy),
    "Event": (threading.Event, True, EventProxy),
    "Barrier": (threading.Barrier, True, BarrierProxy),
    "Queue": (queue.Queue, True, QueueProxy),
    "JoinableQueue": (queue.Queue, True, QueueProxy),
}


def _serve(requests, initializer, initargs):
    _Server(requests, initializer, initargs).run()


class SyncManager:
    def __init__(self, *args, ctx=None, **kwds):
        if args or kwds:
            _unsupported("a manager with an address or a key")
        self._requests = Channel()
        self._process = None
        self._state = "INITIAL"

    def start(self, initializer=None, initargs=()):
        if self._state != "INITIAL":
            raise RuntimeError("Already started server")
        process = ForkProcess(target=_serve, args=(self._requests, initializer, initargs))
        ident = ":".join([str(number) for number in process._identity])
        process.name = type(self).__name__ + "-" + ident
        process.daemon = True
        process.start()
        self._process = process
        self._state = "STARTED"

    def shutdown(self):
        if self._state == "STARTED":
            self._state = "SHUTDOWN"
            self._requests.put(dumps(None))
            self._process.join()

    def connect(self):
        _unsupported("`connect` of a manager")

    @classmethod
    def register(cls, *args, **kwds):
        _unsupported("`register` of a manager")

    def __init_subclass__(cls):
        _unsupported("a class derived from a manager")

    def __enter__(self):
        if self._state == "INITIAL":
            self.start()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown()

    def _make(self, typeid, args, kwds):
        assert self._state == "STARTED", "server not yet started"
        ident = _request(self._requests, None, typeid, args, kwds)
        return _KINDS[typeid][2](typeid, ident, self._requests)

    def RLock(self):
        _unsupported("`RLock` of a manager")

    def Condition(self, lock=None):
        _unsupported("`Condition` of a manager")

    def Pool(self, *args, **kwds):
        _unsupported("`Pool` of a manager")


def _maker(typeid):
    def make(self, /, *args, **kwds):
        return self._make(typeid, args, kwds)

    make.__name__ = typeid
    return make


for _typeid in _KINDS:
    setattr(SyncManager, _typeid, _maker(_typeid))


class BaseManager:
    def __init__(self, *args, **kwds):
        _unsupported("`BaseManager`")

    def __init_subclass__(cls):
        _unsupported("a class derived from a manager")
