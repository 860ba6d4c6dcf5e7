# `datetime`: dates, times of day and moments. What lasts and where it holds stands in `_datetime_spans`.

from _strptime import _date_of, _days_before_year, _days_in_month, _format, _iso_week, _ordinal
from _datetime_iso import LAST_DAY, date_size, from_week, parse_date, parse_time
from _datetime_spans import DAY, MAXYEAR, MINYEAR, ask, ask_name, field, offset_text, text
from _datetime_spans import timedelta, timezone, tzinfo, whole, zone_of
import time as _time

UTC = timezone.utc
_EPOCH = 719163
_missing = object()


def _check_date(year, month, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_ordinal(n):
    n = whole(n)
    if n < 1:
        raise ValueError("ordinal must be >= 1")
    return _date_at(n - _EPOCH)


_CLOCK = ("hour", "minute", "second", "microsecond")


def _check_time(hour, minute, second, micros, fold):
    values = whole(hour), whole(minute), whole(second), whole(micros)
    fold = whole(fold)
    for value, limit, name in zip(values, (24, 60, 60, 1000000), _CLOCK):
        if not 0 <= value < limit:
            raise ValueError(f"{name} must be in 0..{limit - 1}")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return *values, fold


def _integers(function, **given):
    """The arguments, none of which may be missing, as C takes them one after the other."""
    values = []
    for place, (name, value) in enumerate(given.items(), 1):
        if value is _missing:
            raise TypeError(f"{function} missing required argument '{name}' (pos {place})")
        values.append(whole(value))
    return values


def _with_clock(format, moment):
    """A format in which what `time` does not know of is written out."""
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c != "%" or i == len(format):
            out.append(c)
            continue
        c = format[i]
        i += 1
        colon = ":" if c == ":" and format[i : i + 1] == "z" else ""
        if c == "f":
            out.append(f"{getattr(moment, 'microsecond', 0):06d}")
        elif c == "z" or colon:
            i += len(colon)
            offset = moment.utcoffset() if hasattr(moment, "utcoffset") else None
            out.append("" if offset is None else offset_text(offset, colon))
        elif c == "Z":
            name = moment.tzname() if hasattr(moment, "tzname") else None
            out.append((name or "").replace("%", "%%"))
        else:
            out.append("%" + c)
    return "".join(out)


def _written(moment, format, t):
    return _format(_with_clock(text(format, "strftime"), moment), tuple(t), None, None)


class IsoCalendarDate(tuple):
    __slots__ = ()

    def __new__(cls, year, week, weekday, /):
        return tuple.__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


class date:
    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year=_missing, month=_missing, day=_missing, *more, **others):
        if type(year) is bytes and month is _missing and len(year) == 4 and 1 <= year[2] <= 12:
            year, month, day = year[0] * 256 + year[1], year[2], year[3]
        if more or others:
            given = [it for it in (year, month, day) if it is not _missing]
            count = len(given) + len(more) + len(others)
            if count > 3:
                raise TypeError(f"function takes at most 3 arguments ({count} given)")
            raise TypeError(f"this function got an unexpected keyword argument '{[*others][0]}'")
        year, month, day = _integers("function", year=year, month=month, day=day)
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    year = field("date", "year", lambda self: self._year)
    month = field("date", "month", lambda self: self._month)
    day = field("date", "day", lambda self: self._day)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        if isinstance(timestamp, float):
            timestamp //= 1
        seconds = _rounded(timestamp) // 1000000
        return cls(*_date_at((seconds + _ahead(seconds)) // 86400))

    @classmethod
    def fromordinal(cls, n, /):
        return cls(*_check_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string, /):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            if len(date_string) not in (7, 8, 10):
                raise ValueError(date_string)
            parts = parse_date(date_string)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year=_missing, week=_missing, day=_missing):
        try:
            given = _integers("fromisocalendar()", year=year, week=week, day=day)
        except OverflowError:
            raise ValueError("ISO calendar component out of range") from None
        return cls(*from_week(*given))

    def toordinal(self):
        return _ordinal(self._year, self._month, self._day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        year, week = _iso_week(self._year, self._yday(), date.weekday(self))
        return IsoCalendarDate(year, week, date.isoweekday(self))

    def _yday(self):
        return date.toordinal(self) - _days_before_year(self._year)

    def timetuple(self):
        return _time.struct_time(
            (self._year, self._month, self._day, 0, 0, 0, self.weekday(), self._yday(), -1)
        )

    def replace(self, year=_missing, month=_missing, day=_missing):
        return type(self)(
            self._year if year is _missing else year,
            self._month if month is _missing else month,
            self._day if day is _missing else day,
        )

    __replace__ = replace

    def isoformat(self):
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    def __str__(self):
        return self.isoformat()

    def ctime(self):
        t = self.timetuple()
        return _format("%a %b %e %H:%M:%S ", tuple(t), None, None) + f"{self._year:04d}"

    def strftime(self, format):
        return _written(self, format, self.timetuple())

    def __format__(self, spec, /):
        return self.strftime(spec) if text(spec, "__format__") else str(self)

    def __repr__(self):
        return f"{_name(self)}({self._year}, {self._month}, {self._day})"

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        n = self.toordinal() + other.days
        if not 0 < n <= LAST_DAY:
            raise OverflowError("date value out of range")
        return type(self)(*_date_of(n))

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __rsub__(self, other):
        return NotImplemented

    def _keys(self, other, must):
        """What to compare of two dates; NotImplemented if the other one is none.

        The class of moments and that of times answer None, too, where nothing is equal to anything as
        one of the two has a time zone only; unless they `must` answer, which is a TypeError then.
        """
        if not isinstance(other, date) or isinstance(other, datetime):
            return NotImplemented
        return self._state(), other._state()

    def __hash__(self):
        return hash(self._state())

    def __eq__(self, other):
        keys = self._keys(other, False)
        if keys is NotImplemented:
            return keys
        return keys is not None and keys[0] == keys[1]

    def __lt__(self, other):
        keys = self._keys(other, True)
        return keys if keys is NotImplemented else keys[0] < keys[1]

    def __le__(self, other):
        keys = self._keys(other, True)
        return keys if keys is NotImplemented else keys[0] <= keys[1]

    def __gt__(self, other):
        keys = self._keys(other, True)
        return keys if keys is NotImplemented else keys[0] > keys[1]

    def __ge__(self, other):
        keys = self._keys(other, True)
        return keys if keys is NotImplemented else keys[0] >= keys[1]

    def _state(self):
        return bytes((self._year // 256, self._year % 256, self._month, self._day))

    def __reduce__(self):
        return type(self), (self._state(),)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


def _clock_text(moment, timespec):
    hour, minute, second = moment._hour, moment._minute, moment._second
    micros = moment._micros
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


def _clock_repr(moment, parts):
    """The arguments that make this time or moment: the last ones of a clock only if they count."""
    if moment._second or moment._micros:
        parts.append(moment._second)
    if moment._micros:
        parts.append(moment._micros)
    text = ", ".join(map(str, parts))
    if moment._fold:
        text += ", fold=1"
    if moment._zone is not None:
        text += f", tzinfo={moment._zone!r}"
    return f"{_name(moment)}({text})"


def _clock_state(moment):
    micros = moment._micros
    return bytes((moment._minute, moment._second, micros >> 16, micros >> 8 & 255, micros & 255))


class time:
    __slots__ = ("_hour", "_minute", "_second", "_micros", "_zone", "_fold")

    def __new__(
        cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *more, fold=0
    ):
        if type(hour) is bytes and len(hour) == 6 and hour[0] & 127 < 24:
            return cls._from_state(hour, minute)
        if more:
            raise TypeError(
                f"function takes at most 5 positional arguments ({5 + len(more)} given)"
            )
        self = object.__new__(cls)
        clock = _check_time(hour, minute, second, microsecond, fold)
        self._hour, self._minute, self._second, self._micros, self._fold = clock
        self._zone = zone_of(tzinfo)
        return self

    @classmethod
    def _from_state(cls, state, zone):
        if zone != 0 and not isinstance(zone, tzinfo):
            raise TypeError("bad tzinfo state arg")
        micros = state[3] << 16 | state[4] << 8 | state[5]
        zone = None if zone == 0 else zone
        return cls(state[0] & 127, state[1], state[2], micros, zone, fold=state[0] >> 7)

    hour = field("time", "hour", lambda self: self._hour)
    minute = field("time", "minute", lambda self: self._minute)
    second = field("time", "second", lambda self: self._second)
    microsecond = field("time", "microsecond", lambda self: self._micros)
    tzinfo = field("time", "tzinfo", lambda self: self._zone)
    fold = field("time", "fold", lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, time_string, /):
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            clock, offset = parse_time(time_string.removeprefix("T"))
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None
        return cls(*clock, None if offset is None else timezone(offset))

    def utcoffset(self):
        return ask(self._zone, "utcoffset", None)

    def tzname(self):
        return ask_name(self._zone, None)

    def dst(self):
        return ask(self._zone, "dst", None)

    def replace(
        self, hour=_missing, minute=_missing, second=_missing, microsecond=_missing,
        tzinfo=_missing, *, fold=_missing,
    ):
        return type(self)(
            self._hour if hour is _missing else hour,
            self._minute if minute is _missing else minute,
            self._second if second is _missing else second,
            self._micros if microsecond is _missing else microsecond,
            self._zone if tzinfo is _missing else tzinfo,
            fold=self._fold if fold is _missing else fold,
        )

    __replace__ = replace

    def isoformat(self, timespec="auto"):
        clock = _clock_text(self, text(timespec, "isoformat"))
        offset = self.utcoffset()
        return clock if offset is None else clock + offset_text(offset)

    def __str__(self):
        return self.isoformat()

    def strftime(self, format):
        return _written(
            self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1)
        )

    __format__ = date.__format__

    def __repr__(self):
        return _clock_repr(self, [self._hour, self._minute])

    def _clock(self):
        seconds = self._hour * 3600 + self._minute * 60 + self._second
        return seconds * 1000000 + self._micros

    def _keys(self, other, must):
        if not isinstance(other, time):
            return NotImplemented
        if self._zone is other._zone:
            return self._clock(), other._clock()
        mine, its = self.utcoffset(), other.utcoffset()
        if (mine is None) != (its is None):
            if must:
                raise TypeError("can't compare offset-naive and offset-aware times")
            return None
        if mine is None:
            return self._clock(), other._clock()
        return self._clock() - mine._total(), other._clock() - its._total()

    def __hash__(self):
        moment = self.replace(fold=0) if self._fold else self
        offset = moment.utcoffset()
        if offset is None:
            return hash(moment._state())
        return hash(timedelta(microseconds=moment._clock()) - offset)

    __eq__, __lt__, __le__ = date.__eq__, date.__lt__, date.__le__
    __gt__, __ge__ = date.__gt__, date.__ge__

    def _state(self, protocol=4):
        fold = 128 if self._fold and protocol > 3 else 0
        return bytes((self._hour | fold,)) + _clock_state(self)

    def __reduce_ex__(self, protocol, /):
        zone = () if self._zone is None else (self._zone,)
        return type(self), (self._state(protocol), *zone)

    def __reduce__(self):
        return self.__reduce_ex__(2)


time.min = time(0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


# In the body of `datetime` these names are its methods'.
_date = date
_clock = time


class datetime(date):
    __slots__ = ("_hour", "_minute", "_second", "_micros", "_zone", "_fold")

    def __new__(
        cls, year=_missing, month=_missing, day=_missing, hour=0, minute=0, second=0,
        microsecond=0, tzinfo=None, *more, fold=0,
    ):
        if type(year) is bytes and len(year) == 10 and 1 <= year[2] & 127 <= 12:
            return cls._from_state(year, month)
        if more:
            raise TypeError(
                f"function takes at most 8 positional arguments ({8 + len(more)} given)"
            )
        year, month, day = _integers("function", year=year, month=month, day=day)
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        clock = _check_time(hour, minute, second, microsecond, fold)
        self._hour, self._minute, self._second, self._micros, self._fold = clock
        self._zone = zone_of(tzinfo)
        return self

    @classmethod
    def _from_state(cls, state, zone):
        if zone is not _missing and not isinstance(zone, tzinfo):
            raise TypeError("bad tzinfo state arg")
        micros = state[7] << 16 | state[8] << 8 | state[9]
        return cls(
            state[0] * 256 + state[1], state[2] & 127, *state[3:7], micros,
            None if zone is _missing else zone, fold=state[2] >> 7,
        )

    hour = field("datetime", "hour", lambda self: self._hour)
    minute = field("datetime", "minute", lambda self: self._minute)
    second = field("datetime", "second", lambda self: self._second)
    microsecond = field("datetime", "microsecond", lambda self: self._micros)
    tzinfo = field("datetime", "tzinfo", lambda self: self._zone)
    fold = field("datetime", "fold", lambda self: self._fold)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls._at(_rounded(_time.time()), None)

    @classmethod
    def _at(cls, micros, zone, fold=0):
        """The moment so many microseconds after 1970 began, by the clock of that place."""
        seconds, micros = divmod(micros, 1000000)
        days, rest = divmod(seconds, 86400)
        return cls(
            *_date_at(days), rest // 3600, rest // 60 % 60, rest % 60, micros, zone, fold=fold
        )

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        micros = _rounded(timestamp)
        if zone_of(tz) is None:
            ahead = _ahead(micros // 1000000)
            before = _ahead(micros // 1000000 - 86400)
            # The clock shows this for the second time, if it was put back less than a day ago.
            turned = before - ahead
            fold = 0 < turned and _ahead(micros // 1000000 - turned) == before
            return cls._at(micros + ahead * 1000000, None, int(fold))
        return tz.fromutc(cls._at(micros, tz))

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        return cls._at(_rounded(timestamp), None)

    @classmethod
    def combine(cls, date=_missing, time=_missing, tzinfo=_missing):
        for place, value, kind, name in ((1, date, _date, "date"), (2, time, _clock, "time")):
            if value is _missing:
                raise TypeError(f"combine() missing required argument '{name}' (pos {place})")
            if not isinstance(value, kind):
                raise TypeError(
                    f"combine() argument {place} must be datetime.{name}, not {_name(value)}"
                )
        return cls(
            date.year, date.month, date.day, time.hour, time.minute, time.second,
            time.microsecond, time.tzinfo if tzinfo is _missing else tzinfo, fold=time.fold,
        )

    @classmethod
    def fromordinal(cls, n, /):
        return cls(*_check_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string, /):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        size = date_size(date_string)
        try:
            if len(date_string) < 7:
                raise ValueError(date_string)
            day, clock, offset = parse_date(date_string[:size]), (0, 0, 0, 0), None
            if len(date_string) > size:
                clock, offset = parse_time(date_string[size + 1 :])
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*day, *clock, None if offset is None else timezone(offset))

    @classmethod
    def strptime(cls, *args):
        if len(args) != 2:
            raise TypeError(f"strptime() takes exactly 2 arguments ({len(args)} given)")
        import _strptime_read

        values, zone = _strptime_read.moment_of(*args)
        if zone is None:
            return cls(*values)
        offset, name = zone
        offset = timedelta(seconds=offset[0], microseconds=offset[1])
        return cls(*values, timezone(offset, name) if name else timezone(offset))

    def _micros_of(self):
        """Microseconds since 1970 began, by the clock of its own place."""
        seconds = self._hour * 3600 + self._minute * 60 + self._second
        days = _ordinal(self._year, self._month, self._day) - _EPOCH
        return (days * 86400 + seconds) * 1000000 + self._micros

    def utcoffset(self):
        return ask(self._zone, "utcoffset", self)

    def tzname(self):
        return ask_name(self._zone, self)

    def dst(self):
        return ask(self._zone, "dst", self)

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._micros, fold=self._fold)

    def timetz(self):
        return time(
            self._hour, self._minute, self._second, self._micros, self._zone, fold=self._fold
        )

    def _tuple(self, isdst):
        clock = self._hour, self._minute, self._second
        return _time.struct_time(
            (self._year, self._month, self._day, *clock, self.weekday(), self._yday(), isdst)
        )

    def timetuple(self):
        summer = self.dst()
        return self._tuple(-1 if summer is None else 1 if summer else 0)

    def utctimetuple(self):
        offset = self.utcoffset()
        moment = self - offset if offset else self
        return moment._tuple(0)

    def timestamp(self):
        offset = self.utcoffset() if self._zone is not None else None
        if offset is None:
            return _local_seconds(self) + self._micros / 1e6
        return (self._micros_of() - offset._total()) / 10**6

    def astimezone(self, tz=None):
        if tz is not None and zone_of(tz) is self._zone:
            return self
        offset = self.utcoffset()
        if offset is None:
            micros = _local_seconds(self) * 1000000 + self._micros
        else:
            micros = self._micros_of() - offset._total()
        if tz is None:
            t = _time.localtime(micros // 1000000)
            tz = timezone(timedelta(seconds=t.tm_gmtoff), t.tm_zone)
        try:
            utc = self._at(micros, tz)
        except ValueError:
            raise OverflowError("date value out of range") from None
        return tz.fromutc(utc)

    def replace(
        self, year=_missing, month=_missing, day=_missing, hour=_missing, minute=_missing,
        second=_missing, microsecond=_missing, tzinfo=_missing, *, fold=_missing,
    ):
        return type(self)(
            self._year if year is _missing else year,
            self._month if month is _missing else month,
            self._day if day is _missing else day,
            self._hour if hour is _missing else hour,
            self._minute if minute is _missing else minute,
            self._second if second is _missing else second,
            self._micros if microsecond is _missing else microsecond,
            self._zone if tzinfo is _missing else tzinfo,
            fold=self._fold if fold is _missing else fold,
        )

    __replace__ = replace

    def isoformat(self, sep="T", timespec="auto"):
        if not isinstance(sep, str) or len(sep) != 1:
            kind = _name(sep)
            raise TypeError(f"isoformat() argument 1 must be a unicode character, not {kind}")
        moment = f"{date.isoformat(self)}{sep}{_clock_text(self, text(timespec, 'isoformat', 2))}"
        offset = self.utcoffset()
        return moment if offset is None else moment + offset_text(offset)

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        return _clock_repr(self, [self._year, self._month, self._day, self._hour, self._minute])

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        try:
            return self._at(self._micros_of() + other._total(), self._zone)
        except ValueError:
            raise OverflowError("date value out of range") from None

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        apart = self._micros_of() - other._micros_of()
        if self._zone is not other._zone:
            mine, its = self.utcoffset(), other.utcoffset()
            if (mine is None) != (its is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            if mine is not None:
                apart += its._total() - mine._total()
        return timedelta._of(apart)

    def _offset_of(self, fold):
        return self.replace(fold=fold).utcoffset()

    def _keys(self, other, must):
        if not isinstance(other, datetime):
            return NotImplemented
        keys = self._micros_of(), other._micros_of()
        if self._zone is other._zone:
            return keys
        mine, its = self.utcoffset(), other.utcoffset()
        if not must:
            # An hour that the clock shows twice is like no moment in another place.
            if mine != self._offset_of(1 - self._fold) or its != other._offset_of(1 - other._fold):
                return None
        if mine == its:
            return keys
        if mine is None or its is None:
            if must:
                raise TypeError("can't compare offset-naive and offset-aware datetimes")
            return None
        return keys[0] - mine._total(), keys[1] - its._total()

    def __hash__(self):
        moment = self.replace(fold=0) if self._fold else self
        offset = moment.utcoffset()
        if offset is None:
            return hash(moment._state())
        return hash(timedelta(microseconds=moment._micros_of() + _EPOCH * DAY) - offset)

    def _state(self, protocol=4):
        fold = 128 if self._fold and protocol > 3 else 0
        day = self._year // 256, self._year % 256, self._month | fold, self._day, self._hour
        return bytes(day) + _clock_state(self)

    __reduce_ex__, __reduce__ = _clock.__reduce_ex__, _clock.__reduce__


def _date_at(days):
    """The date so many days after 1970 began."""
    date = _date_of(days + _EPOCH)
    if not MINYEAR <= date[0] <= MAXYEAR:
        raise ValueError(f"year {date[0]} is out of range")
    return date


def _ahead(seconds):
    """Seconds that the clock of this place is ahead of UTC."""
    _date_at(seconds // 86400)
    return _time.localtime(seconds).tm_gmtoff


def _rounded(timestamp):
    """Microseconds since 1970 began, rounded half to even."""
    if not isinstance(timestamp, float):
        seconds = timestamp if isinstance(timestamp, int) else whole(timestamp)
        if not -(2**63) <= seconds < 2**63:
            raise OverflowError("timestamp out of range for platform time_t")
        return seconds * 1000000
    if timestamp != timestamp:
        raise ValueError("Invalid value NaN (not a number)")
    if not -9.3e18 < timestamp < 9.2e18:
        raise OverflowError("timestamp out of range for platform time_t")
    seconds = int(timestamp)
    return seconds * 1000000 + round((timestamp - seconds) * 1e6)


def _local_seconds(moment):
    """When the clock of this place shows this, in whole seconds since 1970 began."""
    shown = moment._micros_of() // 1000000
    ahead = _ahead(shown)
    first = shown - ahead
    if first + _ahead(first) == shown:
        # It may show it twice.
        again = _ahead(first + (86400 if moment._fold else -86400))
        if again == ahead:
            return first
    else:
        again = _ahead(first)
    second = shown - again
    if second + _ahead(second) == shown:
        return second
    if first + _ahead(first) == shown:
        return first
    # It never shows it: the hour was left out.
    return min(first, second) if moment._fold else max(first, second)


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
