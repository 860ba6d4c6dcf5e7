# `sys`.


class _Record:
    def __init__(self, *values):
        self._values = values
        for name, value in zip(self._fields, values):
            setattr(self, name, value)

    def __repr__(self):
        pairs = [f"{name}={value!r}" for name, value in zip(self._fields, self._values)]
        return f"sys.{type(self).__name__}({', '.join(pairs)})"

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __getitem__(self, index):
        return self._values[index]

    def __contains__(self, item):
        return item in self._values

    def __hash__(self):
        return hash(self._values)

    def __eq__(self, other):
        return self._values == tuple(other) if isinstance(other, (tuple, _Record)) else False

    def __lt__(self, other):
        return self._values < tuple(other)

    def __le__(self, other):
        return self._values <= tuple(other)

    def __gt__(self, other):
        return self._values > tuple(other)

    def __ge__(self, other):
        return self._values >= tuple(other)


class version_info(_Record):
    _fields = ("major", "minor", "micro", "releaselevel", "serial")


class float_info(_Record):
    _fields = (
        "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds"
    ).split()


class int_info(_Record):
    _fields = (
        "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold"
    ).split()


argv = _argv()
modules = _modules()
path = [_script_folder()]
stdin = __stdin__ = _stream(0)
stdout = __stdout__ = _stream(1)
stderr = __stderr__ = _stream(2)
maxsize = 9223372036854775807
maxunicode = 1114111
byteorder = "little"
platform = _platform()
api_version = 1013
hexversion = 0x030D00F0
version = "3.13.0 (gilscope)"
version_info = version_info(3, 13, 0, "final", 0)
float_info = float_info(
    1.7976931348623157e308,
    1024,
    308,
    2.2250738585072014e-308,
    -1021,
    -307,
    15,
    53,
    2.220446049250313e-16,
    2,
    1,
)
int_info = int_info(30, 4, 4300, 640)
_interval = _switch_interval()


def excepthook(exctype, value, traceback, /):
    stderr.write(_exception_text(value))


__excepthook__ = excepthook


def getswitchinterval():
    return _interval


def setswitchinterval(interval, /):
    global _interval
    if not isinstance(interval, (int, float)):
        raise TypeError(f"must be real number, not {type(interval).__name__}")
    if interval <= 0:
        raise ValueError("switch interval must be strictly positive")
    _interval = float(interval)


def getdefaultencoding():
    return "utf-8"


def getfilesystemencoding():
    return "utf-8"


def get_int_max_str_digits():
    return 4300


def is_finalizing():
    return False
