# `pickle`: copies by value, as processes send them. What `dumps` gives can be loaded again, and nothing
# else: its bytes are not CPython's.

from multiprocessing.reduction import PickleError, PicklingError, UnpicklingError
from multiprocessing.reduction import dumps as _dumps
from multiprocessing.reduction import loads as _loads

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4


class _Pickle:
    def __init__(self, letter):
        self._letter = letter

    def _refuse(self, *args):
        _unsupported("the bytes of a pickle")

    __getattr__ = __len__ = __iter__ = __getitem__ = __repr__ = __str__ = _refuse
    __eq__ = __hash__ = __add__ = __radd__ = __contains__ = __bool__ = __format__ = _refuse


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    return _Pickle(_dumps(obj))


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    if type(data) is not _Pickle:
        _unsupported("`pickle.loads` of bytes")
    return _loads(data._letter)


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    _unsupported("`pickle.dump`")


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    _unsupported("`pickle.load`")
