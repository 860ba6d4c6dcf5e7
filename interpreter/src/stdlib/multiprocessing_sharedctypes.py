# `multiprocessing.sharedctypes`: numbers in memory that processes share, a word each.

from multiprocessing import _from_single, _get, _get_float, _refuse_sending, _set, _set_float, _words
from multiprocessing.synchronize import RLock


class _Integer:
    """How integers of so many bits stand in a word."""

    def __init__(self, name, bits, signed):
        self.name = name
        self.modulus = 1 << bits
        self.half = self.modulus >> 1 if signed else self.modulus

    def get(self, words, index):
        return _get(words, index)

    def set(self, words, index, value):
        if not isinstance(value, int):
            if not hasattr(type(value), "__index__"):
                name = type(value).__name__
                raise TypeError(f"'{name}' object cannot be interpreted as an integer")
            value = value.__index__()
        value = value % self.modulus
        if value >= self.half:
            value -= self.modulus
        if value >= 1 << 63:
            _unsupported("an unsigned shared integer of more than 63 bits")
        _set(words, index, value)


class _Float:
    def __init__(self, name, single):
        self.name = name
        self.single = single

    def get(self, words, index):
        return _get_float(words, index)

    def set(self, words, index, value):
        if not isinstance(value, (int, float)):
            raise TypeError(f"must be real number, not {type(value).__name__}")
        value = float(value)
        _set_float(words, index, _from_single(value) if self.single else value)


class _Character:
    name = "c_char"

    def get(self, words, index):
        return bytes([_get(words, index)])

    def set(self, words, index, value):
        if isinstance(value, int):
            number = value
        elif isinstance(value, bytes) and len(value) == 1:
            number = value[0]
        else:
            raise TypeError(
                "one character bytes, bytearray, or an integer in range(256) expected"
            )
        _set(words, index, number)


_TYPES = {
    "c": _Character(),
    "b": _Integer("c_byte", 8, True),
    "B": _Integer("c_ubyte", 8, False),
    "h": _Integer("c_short", 16, True),
    "H": _Integer("c_ushort", 16, False),
    "i": _Integer("c_int", 32, True),
    "I": _Integer("c_uint", 32, False),
    "l": _Integer("c_long", 64, True),
    "L": _Integer("c_ulong", 64, False),
    "q": _Integer("c_long", 64, True),
    "Q": _Integer("c_ulong", 64, False),
    "f": _Float("c_float", True),
    "d": _Float("c_double", False),
}


def _type_of(typecode_or_type):
    if isinstance(typecode_or_type, str) and typecode_or_type in _TYPES:
        return _TYPES[typecode_or_type]
    if typecode_or_type == "u":
        _unsupported("shared memory of the type 'u'")
    raise TypeError("this type has no size")


class _Number:
    def __init__(self, kind, args):
        self._kind = kind
        self._words = _words(1)
        if len(args) > 1:
            raise TypeError(f"__init__ expected at most 1 argument, got {len(args)}")
        for arg in args:
            kind.set(self._words, 0, arg)

    @property
    def value(self):
        return self._kind.get(self._words, 0)

    @value.setter
    def value(self, value):
        self._kind.set(self._words, 0, value)

    def __getstate__(self):
        return _refuse_sending(self)

    def __repr__(self):
        return f"{self._kind.name}({self.value!r})"


class _Numbers:
    def __init__(self, kind, size_or_initializer):
        self._kind = kind
        if isinstance(size_or_initializer, int):
            if size_or_initializer < 0:
                raise ValueError("Array length must be >= 0, not %d" % size_or_initializer)
            self._length = size_or_initializer
            self._words = _words(self._length)
        else:
            self._length = len(size_or_initializer)
            self._words = _words(self._length)
            for index, value in enumerate(size_or_initializer):
                kind.set(self._words, index, value)

    def __len__(self):
        return self._length

    def _index(self, index):
        if not isinstance(index, int):
            raise TypeError("indices must be integers")
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("invalid index")
        return index

    def __getitem__(self, index):
        if isinstance(index, slice):
            numbers = range(*index.indices(self._length))
            items = [self._kind.get(self._words, number) for number in numbers]
            return b"".join(items) if self._kind.name == "c_char" else items
        return self._kind.get(self._words, self._index(index))

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            if index.step not in (None, 1):
                raise ValueError("Can only assign sequence of same size")
            numbers = range(*index.indices(self._length))
            if len(value) != len(numbers):
                raise ValueError("Can only assign sequence of same size")
            for number, item in zip(numbers, value):
                self._kind.set(self._words, number, item)
            return
        self._kind.set(self._words, self._index(index), value)

    def __iter__(self):
        for index in range(self._length):
            yield self._kind.get(self._words, index)

    def __getstate__(self):
        return _refuse_sending(self)

    def __repr__(self):
        name = f"{self._kind.name}_Array_{self._length}"
        return f"<multiprocessing.sharedctypes.{name} object at {id(self):#x}>"


class SynchronizedBase:
    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __getstate__(self):
        return _refuse_sending(self)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return f"<{type(self).__name__} wrapper for {self._obj}>"


class Synchronized(SynchronizedBase):
    @property
    def value(self):
        self.acquire()
        try:
            return self._obj.value
        finally:
            self.release()

    @value.setter
    def value(self, value):
        self.acquire()
        try:
            self._obj.value = value
        finally:
            self.release()


class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, i):
        with self:
            return self._obj[i]

    def __setitem__(self, i, value):
        with self:
            self._obj[i] = value

    # As a sequence without `__iter__` is run over: one item after another, each under the lock.
    def __iter__(self):
        for index in range(len(self._obj)):
            yield self[index]


class SynchronizedString(SynchronizedArray):
    @property
    def value(self):
        with self:
            whole = self._obj[:]
            end = whole.find(b"\0")
            return whole if end < 0 else whole[:end]

    @value.setter
    def value(self, value):
        with self:
            if len(value) > len(self._obj):
                raise ValueError("byte string too long")
            for index, byte in enumerate(value + b"\0" * (len(self._obj) > len(value))):
                self._obj[index] = byte

    @property
    def raw(self):
        with self:
            return self._obj[:]


def RawValue(typecode_or_type, *args):
    return _Number(_type_of(typecode_or_type), args)


def RawArray(typecode_or_type, size_or_initializer):
    return _Numbers(_type_of(typecode_or_type), size_or_initializer)


def _lock_of(lock):
    if lock is True or lock is None:
        return RLock()
    if not hasattr(lock, "acquire"):
        raise AttributeError("%r has no method 'acquire'" % lock)
    return lock


def Value(typecode_or_type, *args, lock=True, ctx=None):
    number = RawValue(typecode_or_type, *args)
    return number if lock is False else Synchronized(number, _lock_of(lock))


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    numbers = RawArray(typecode_or_type, size_or_initializer)
    if lock is False:
        return numbers
    if numbers._kind.name == "c_char":
        return SynchronizedString(numbers, _lock_of(lock))
    return SynchronizedArray(numbers, _lock_of(lock))
