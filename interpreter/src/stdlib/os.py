# `os`

from os import path

name = "posix"
sep = "/"
altsep = None
extsep = "."
pathsep = ":"
linesep = "\n"
curdir = "."
pardir = ".."
devnull = "/dev/null"
error = OSError


class _Environ:
    def __init__(self, data):
        self._data = data

    def __getitem__(self, key):
        if not isinstance(key, str):
            raise TypeError(f"str expected, not {type(key).__name__}")
        if key not in self._data:
            raise KeyError(key)
        return self._data[key]

    def __setitem__(self, key, value):
        for text in (key, value):
            if not isinstance(text, str):
                raise TypeError(f"str expected, not {type(text).__name__}")
        self._data[key] = value

    def __delitem__(self, key):
        if key not in self._data:
            raise KeyError(key)
        del self._data[key]

    def __iter__(self):
        return iter(list(self._data))

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, value):
        if key not in self._data:
            self[key] = value
        return self._data[key]

    def pop(self, key, *default):
        return self._data.pop(key, *default)

    def keys(self):
        return list(self._data)

    def values(self):
        return list(self._data.values())

    def items(self):
        return list(self._data.items())

    def copy(self):
        return dict(self._data)

    def __repr__(self):
        pairs = ", ".join(f"{key!r}: {value!r}" for key, value in self._data.items())
        return f"environ({{{pairs}}})"


environ = _Environ(_environ())


def getenv(key, default=None):
    return environ.get(key, default)


def cpu_count():
    return _cores()


def process_cpu_count():
    return _cores()


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    if hasattr(type(path), "__fspath__"):
        return path.__fspath__()
    raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")


def listdir(path="."):
    return _listdir("." if path is None else path)


def remove(path, *, dir_fd=None):
    _remove(path)


def unlink(path, *, dir_fd=None):
    _remove(path)


def mkdir(path, mode=0o777, *, dir_fd=None):
    if mode != 0o777:
        _unsupported("`mode` of `os.mkdir`")
    _mkdir(path)


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == curdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def rmdir(path, *, dir_fd=None):
    _rmdir(path)


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _rename(src, dst)


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _rename(src, dst)
