# `datetime`

from _strptime import _date_of, _days_before_year, _format, _is_leap
from _strptime import _ordinal
import time as _time

MINYEAR = 1
MAXYEAR = 9999
_EPOCH = 719163


def _days_in_month(year, month):
    if month == 2:
        return 29 if _is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _whole(value):
    if isinstance(value, int):
        return value
    if hasattr(type(value), "__index__"):
        return value.__index__()
    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")


def _divided(a, b):
    """a / b rounded half to even."""
    q, r = divmod(a, b)
    r *= 2
    more = r > b if b > 0 else r < b
    return q + 1 if more or r == b and q % 2 == 1 else q


class timedelta:
    __slots__ = ("_days", "_seconds", "_micros")

    def __new__(
        cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0
    ):
        total = 0
        lost = 0.0
        for value, unit, name in (
            (days, 86400000000, "days"),
            (seconds, 1000000, "seconds"),
            (microseconds, 1, "microseconds"),
            (milliseconds, 1000, "milliseconds"),
            (minutes, 60000000, "minutes"),
            (hours, 3600000000, "hours"),
            (weeks, 604800000000, "weeks"),
        ):
            if isinstance(value, int):
                total += value * unit
            elif isinstance(value, float):
                if value != value:
                    raise ValueError("cannot convert float NaN to integer")
                if value - value != 0.0:
                    raise OverflowError("cannot convert float infinity to integer")
                whole = int(value)
                total += whole * unit
                part = (value - whole) * unit
                step = int(part)
                total += step
                lost += part - step
            else:
                raise TypeError(
                    f"unsupported type for timedelta {name} component: {type(value).__name__}"
                )
        if lost:
            whole = round(lost)
            if abs(lost - int(lost)) == 0.5:
                odd = total % 2
                whole = 2 * round((lost + odd) * 0.5) - odd
            total += whole
        return cls._of(total)

    @classmethod
    def _of(cls, micros):
        days, rest = divmod(micros, 86400000000)
        if abs(days) > 2147483647:
            raise OverflowError("Python int too large to convert to C int")
        if abs(days) > 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = days
        self._seconds, self._micros = divmod(rest, 1000000)
        return self

    days = property(lambda self: self._days)
    seconds = property(lambda self: self._seconds)
    microseconds = property(lambda self: self._micros)

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._micros

    def total_seconds(self):
        return self._total() / 10**6

    def __repr__(self):
        parts = []
        if self._days:
            parts.append(f"days={self._days}")
        if self._seconds:
            parts.append(f"seconds={self._seconds}")
        if self._micros:
            parts.append(f"microseconds={self._micros}")
        return f"datetime.timedelta({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02d}:{seconds:02d}"
        if self._days:
            text = f"{self._days} day{'' if abs(self._days) == 1 else 's'}, {text}"
        return f"{text}.{self._micros:06d}" if self._micros else text

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta._of(self._total() + other._total())

    __radd__ = __add__

    def __sub__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta._of(self._total() - other._total())

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divided(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._of(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divided(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divided(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta._of(self._total() % other._total())

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        q, r = divmod(self._total(), other._total())
        return q, timedelta._of(r)

    def __bool__(self):
        return self._total() != 0

    def __hash__(self):
        return hash((self._days, self._seconds, self._micros))

    def __eq__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._total() == other._total()

    def __lt__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._total() < other._total()

    def __le__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._total() <= other._total()

    def __gt__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._total() > other._total()

    def __ge__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._total() >= other._total()


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta._of(999999999 * 86400000000 + 86399999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    def __init__(self):
        _unsupported("`datetime.tzinfo`")


class timezone:
    __slots__ = ("_offset", "_name")

    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(
                "timezone() argument 1 must be datetime.timedelta, not " + type(offset).__name__
            )
        if not -86400000000 < offset._total() < 86400000000:
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and "
                f"timedelta(hours=24), not {offset!r}"
            )
        self._offset, self._name = offset, name

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        return None

    def __eq__(self, other):
        return isinstance(other, timezone) and self._offset == other._offset

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"datetime.timezone({self._offset!r})"
        return f"datetime.timezone({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)


timezone.utc = timezone(timedelta(0))
UTC = timezone.utc


def _offset_text(offset, colon=":"):
    total = offset._total()
    sign = "-" if total < 0 else "+"
    seconds, micros = divmod(abs(total), 1000000)
    minutes, seconds = divmod(seconds, 60)
    text = f"{sign}{minutes // 60:02d}{colon}{minutes % 60:02d}"
    if seconds or micros:
        text += f"{colon}{seconds:02d}"
    return f"{text}.{micros:06d}" if micros else text


def _check_date(year, month, day):
    year, month, day = _whole(year), _whole(month), _whole(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, micros, fold):
    values = _whole(hour), _whole(minute), _whole(second), _whole(micros)
    for value, limit, name in zip(values, (24, 60, 60, 1000000), _CLOCK):
        if not 0 <= value < limit:
            raise ValueError(f"{name} must be in 0..{limit - 1}")
    if fold != 0:
        _unsupported("`fold`")
    return values


_CLOCK = ("hour", "minute", "second", "microsecond")


def _check_zone(tz):
    if tz is not None and not isinstance(tz, timezone):
        _unsupported("a `tzinfo` other than `datetime.timezone`")
    return tz


def _with_clock(format, moment):
    """A format in which what `time` does not know of is written out."""
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        if c == "%" and i + 1 < len(format):
            i += 1
            c = format[i]
            if c == "f":
                out.append(f"{getattr(moment, 'microsecond', 0):06d}")
            elif c == "z":
                offset = moment.utcoffset() if hasattr(moment, "utcoffset") else None
                out.append("" if offset is None else _offset_text(offset, ""))
            elif c == "Z":
                name = moment.tzname() if hasattr(moment, "tzname") else None
                out.append((name or "").replace("%", "%%"))
            elif c == ":":
                _unsupported("`%:z` in a format of time")
            else:
                out.append("%" + c)
        else:
            out.append(c)
        i += 1
    return "".join(out)


def _parse_digits(text):
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _parse_date(text):
    if len(text) == 10 and text[4] == text[7] == "-":
        parts = text[:4], text[5:7], text[8:]
    elif len(text) == 8 and "W" not in text:
        parts = text[:4], text[4:6], text[6:]
    elif "W" in text:
        _unsupported("a date given by its week")
    else:
        raise ValueError(text)
    return [_parse_digits(part) for part in parts]


def _parse_time(text):
    zone = None
    for i, c in enumerate(text):
        if c == "Z" and i == len(text) - 1:
            text, zone = text[:i], timezone.utc
            break
        if c in "+-":
            clock = _parse_time(text[i + 1 :])
            offset = timedelta(
                hours=clock[0], minutes=clock[1], seconds=clock[2], microseconds=clock[3]
            )
            zone = timezone(-offset if c == "-" else offset) if offset else timezone.utc
            text = text[:i]
            break
    text, dot, fraction = text.replace(",", ".").partition(".")
    if dot and not fraction:
        raise ValueError(text)
    parts = text.split(":") if ":" in text else [text[i : i + 2] for i in range(0, len(text), 2)]
    if not 1 <= len(parts) <= 3 or any(len(part) != 2 for part in parts):
        raise ValueError(text)
    values = [_parse_digits(part) for part in parts] + [0] * (3 - len(parts))
    values.append(_parse_digits((fraction + "00000")[:6]) if fraction else 0)
    return values + [zone]


class date:
    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year, month=None, day=None):
        if month is None or day is None:
            name, place = ("month", 2) if month is None else ("day", 3)
            raise TypeError(f"function missing required argument '{name}' (pos {place})")
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        t = _time.localtime(timestamp)
        return cls(t[0], t[1], t[2])

    @classmethod
    def fromordinal(cls, n, /):
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        if n > 3652059:
            raise ValueError("year is out of range")
        return cls(*_date_of(n))

    @classmethod
    def fromisoformat(cls, date_string, /):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            parts = _parse_date(date_string)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*parts)

    def toordinal(self):
        return _ordinal(self._year, self._month, self._day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        _unsupported("`isocalendar`")

    def _yday(self):
        return self.toordinal() - _days_before_year(self._year)

    def timetuple(self):
        return _time.struct_time(
            (self._year, self._month, self._day, 0, 0, 0, self.weekday(), self._yday(), -1)
        )

    def replace(self, year=None, month=None, day=None):
        return type(self)(
            self._year if year is None else year,
            self._month if month is None else month,
            self._day if day is None else day,
        )

    def isoformat(self):
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    __str__ = isoformat

    def ctime(self):
        return self.strftime("%a %b %e %H:%M:%S %Y")

    def strftime(self, format):
        if not isinstance(format, str):
            raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
        if self._year < 1000:
            _unsupported("`strftime` of a year without four digits")
        return _format(_with_clock(format, self), tuple(self.timetuple()), None, None)

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __repr__(self):
        return f"datetime.{type(self).__qualname__}({self._year}, {self._month}, {self._day})"

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        n = self.toordinal() + other.days
        if not 0 < n <= 3652059:
            raise OverflowError("date value out of range")
        return type(self)(*_date_of(n))

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def _key(self):
        return self._year, self._month, self._day

    def _comparable(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        return self._key() == other._key() if self._comparable(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._comparable(other) else NotImplemented


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class time:
    __slots__ = ("_hour", "_minute", "_second", "_micros", "_zone")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        clock = _check_time(hour, minute, second, microsecond, fold)
        self._hour, self._minute, self._second, self._micros = clock
        self._zone = _check_zone(tzinfo)
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._micros)
    tzinfo = property(lambda self: self._zone)
    fold = property(lambda self: 0)

    @classmethod
    def fromisoformat(cls, time_string, /):
        try:
            parts = _parse_time(time_string.removeprefix("T"))
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None
        return cls(*parts)

    def utcoffset(self):
        return None if self._zone is None else self._zone.utcoffset(None)

    def tzname(self):
        return None if self._zone is None else self._zone.tzname(None)

    def dst(self):
        return None

    def replace(self, **changes):
        parts = {
            "hour": self._hour, "minute": self._minute, "second": self._second,
            "microsecond": self._micros, "tzinfo": self._zone,
        }
        parts.update(changes)
        return type(self)(**parts)

    def isoformat(self, timespec="auto"):
        text = _clock_text(self, timespec)
        return text if self._zone is None else text + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def strftime(self, format):
        t = (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1)
        return _format(_with_clock(format, self), t, None, None)

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __repr__(self):
        parts = [self._hour, self._minute]
        if self._second or self._micros:
            parts.append(self._second)
        if self._micros:
            parts.append(self._micros)
        text = ", ".join(map(str, parts))
        zone = "" if self._zone is None else f", tzinfo={self._zone!r}"
        return f"datetime.{type(self).__qualname__}({text}{zone})"

    def __bool__(self):
        return True

    def _key(self):
        key = self._hour, self._minute, self._second, self._micros
        if self._zone is not None:
            _unsupported("comparing times with time zones")
        return key

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, time) else NotImplemented


time.min = time(0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


def _clock_text(moment, timespec):
    hour, minute, second = moment.hour, moment.minute, moment.second
    micros = moment.microsecond
    if timespec == "auto":
        timespec = "microseconds" if micros else "seconds"
    if timespec == "hours":
        return f"{hour:02d}"
    if timespec == "minutes":
        return f"{hour:02d}:{minute:02d}"
    text = f"{hour:02d}:{minute:02d}:{second:02d}"
    if timespec == "seconds":
        return text
    if timespec == "milliseconds":
        return f"{text}.{micros // 1000:03d}"
    if timespec == "microseconds":
        return f"{text}.{micros:06d}"
    raise ValueError("Unknown timespec value")


class datetime(date):
    __slots__ = ("_hour", "_minute", "_second", "_micros", "_zone")

    def __new__(
        cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None,
        *, fold=0,
    ):
        self = date.__new__(cls, year, month, day)
        clock = _check_time(hour, minute, second, microsecond, fold)
        self._hour, self._minute, self._second, self._micros = clock
        self._zone = _check_zone(tzinfo)
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._micros)
    tzinfo = property(lambda self: self._zone)
    fold = property(lambda self: 0)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls._at(round(_time.time() * 1e6), None)

    @classmethod
    def _at(cls, micros, zone):
        seconds, micros = divmod(micros, 1000000)
        days, rest = divmod(seconds, 86400)
        year, month, day = _date_of(days + _EPOCH)
        return cls(year, month, day, rest // 3600, rest // 60 % 60, rest % 60, micros, zone)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        if isinstance(timestamp, float):
            whole = int(timestamp)
            micros = whole * 1000000 + round((timestamp - whole) * 1e6)
        else:
            micros = _whole(timestamp) * 1000000
        if tz is None:
            ahead = _time.localtime(micros // 1000000).tm_gmtoff
            return cls._at(micros + ahead * 1000000, None)
        return cls._at(micros + _check_zone(tz).utcoffset(None)._total(), tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        return cls.fromtimestamp(timestamp, timezone.utc).replace(tzinfo=None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        zone = time.tzinfo if tzinfo is True else tzinfo
        return cls(
            date.year, date.month, date.day, time.hour, time.minute, time.second,
            time.microsecond, zone,
        )

    @classmethod
    def fromordinal(cls, n, /):
        return cls(*_date_of(n))

    @classmethod
    def fromisoformat(cls, date_string, /):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        size = 10 if date_string[4:5] == "-" else 8
        try:
            parts = _parse_date(date_string[:size])
            if len(date_string) > size:
                parts += _parse_time(date_string[size + 1 :])
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*parts)

    @classmethod
    def strptime(cls, date_string, format, /):
        _unsupported("`datetime.strptime`")

    def _micros_of(self):
        seconds = self._hour * 3600 + self._minute * 60 + self._second
        return (self.toordinal() * 86400 + seconds) * 1000000 + self._micros

    def _utc_micros(self):
        offset = 0 if self._zone is None else self._zone.utcoffset(None)._total()
        return self._micros_of() - offset

    def utcoffset(self):
        return None if self._zone is None else self._zone.utcoffset(self)

    def tzname(self):
        return None if self._zone is None else self._zone.tzname(self)

    def dst(self):
        return None

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._micros)

    def timetz(self):
        return time(self._hour, self._minute, self._second, self._micros, self._zone)

    def timetuple(self):
        clock = self._hour, self._minute, self._second
        return _time.struct_time(
            (self._year, self._month, self._day, *clock, self.weekday(), self._yday(), -1)
        )

    def timestamp(self):
        if self._zone is None:
            return _time.mktime(tuple(self.timetuple())) + self._micros / 1e6
        return (self._utc_micros() - _EPOCH * 86400000000) / 10**6

    def astimezone(self, tz=None):
        if tz is None:
            _unsupported("`astimezone` without a time zone")
        if self._zone is None:
            moment = round(self.timestamp() * 1000000)
        else:
            moment = self._utc_micros() - _EPOCH * 86400000000
        return self._at(moment + _check_zone(tz).utcoffset(None)._total(), tz)

    def replace(self, **changes):
        parts = {
            "year": self._year, "month": self._month, "day": self._day, "hour": self._hour,
            "minute": self._minute, "second": self._second, "microsecond": self._micros,
            "tzinfo": self._zone,
        }
        parts.update(changes)
        return type(self)(**parts)

    def isoformat(self, sep="T", timespec="auto"):
        text = f"{date.isoformat(self)}{sep}{_clock_text(self, timespec)}"
        return text if self._zone is None else text + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute]
        if self._second or self._micros:
            parts.append(self._second)
        if self._micros:
            parts.append(self._micros)
        text = ", ".join(map(str, parts))
        zone = "" if self._zone is None else f", tzinfo={self._zone!r}"
        return f"datetime.{type(self).__qualname__}({text}{zone})"

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        micros = self._micros_of() + other._total()
        if not 86400000000 <= micros < 3652060 * 86400000000:
            raise OverflowError("date value out of range")
        return self._at(micros - _EPOCH * 86400000000, self._zone)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self._zone is None) != (other._zone is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._of(self._utc_micros() - other._utc_micros())

    def _key(self):
        return self._utc_micros()

    def _comparable(self, other):
        if not isinstance(other, datetime):
            return False
        if (self._zone is None) != (other._zone is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return True

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        return (self._zone is None) == (other._zone is None) and self._key() == other._key()


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
