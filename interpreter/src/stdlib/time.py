# `time`; what has to do with calendars stands in `_strptime`, for scripts that need it.

_FIELDS = (
    "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"
)


class struct_time(tuple):
    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0

    def __new__(cls, sequence, dict={}, /):
        values = tuple(sequence)
        if len(values) < 9:
            raise TypeError(
                f"time.struct_time() takes an at least 9-sequence ({len(values)}-sequence given)"
            )
        if len(values) > 11:
            raise TypeError(
                f"time.struct_time() takes an at most 11-sequence ({len(values)}-sequence given)"
            )
        self = tuple.__new__(cls, values[:9])
        self.tm_zone = values[9] if len(values) > 9 else None
        self.tm_gmtoff = values[10] if len(values) > 10 else None
        return self

    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])

    def __repr__(self):
        pairs = ", ".join(f"{name}={value}" for name, value in zip(_FIELDS, self))
        return f"time.struct_time({pairs})"


def gmtime(secs=None, /):
    import _strptime

    return _strptime.gmtime(time() if secs is None else secs)


def localtime(secs=None, /):
    import _strptime

    return _strptime.localtime(time() if secs is None else secs)


def mktime(t, /):
    import _strptime

    return _strptime.mktime(t)


def asctime(t=None, /):
    import _strptime

    return _strptime.asctime(localtime() if t is None else t)


def ctime(secs=None, /):
    return asctime(localtime(secs))


def strftime(format, t=None, /):
    import _strptime

    return _strptime.strftime(format, localtime() if t is None else t)


def strptime(string, format="%a %b %d %H:%M:%S %Y", /):
    import _strptime_read

    return _strptime_read.time_of(string, format)


def get_clock_info(name, /):
    _unsupported("`time.get_clock_info`")


def _clocks():
    year = 1970 + int(time()) // 31556952
    start = (year - 1970) * 31556952
    winter, summer = _zone(start + 15 * 86400), _zone(start + 196 * 86400)
    return (summer, winter) if winter[0] > summer[0] else (winter, summer)


_winter, _summer = _clocks()
timezone = -_winter[0]
altzone = -_summer[0]
daylight = int(_winter[0] != _summer[0])
tzname = (_winter[2], _summer[2])
