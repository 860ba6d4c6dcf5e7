# `timedelta`, `tzinfo` and `timezone` of `datetime`, and how its classes check what they are given.

MINYEAR = 1
MAXYEAR = 9999
DAY = 86400000000  # microseconds


def field(owner, name, get):
    """An attribute that the script can read only."""

    def no(*args):
        raise AttributeError(f"attribute '{name}' of 'datetime.{owner}' objects is not writable")

    return property(get, no, no)


def whole(value):
    """An argument that has to be an integer, as C's `int` takes it."""
    if not isinstance(value, int):
        if not hasattr(type(value), "__index__"):
            raise TypeError(
                f"'{_name(value)}' object cannot be interpreted as an integer"
            )
        value = value.__index__()
    if not -(2**31) <= value < 2**31:
        if -(2**63) <= value < 2**63:
            bound = "greater than maximum" if value > 0 else "less than minimum"
            raise OverflowError(f"signed integer is {bound}")
        raise OverflowError("Python int too large to convert to C long")
    return value


def text(value, function, place=1):
    """An argument that has to be a string."""
    if not isinstance(value, str):
        kind = _name(value)
        raise TypeError(f"{function}() argument {place} must be str, not {kind}")
    return value


def zone_of(tz):
    """An argument that has to be a time zone or None."""
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(
            "tzinfo argument must be None or of a tzinfo subclass, "
            f"not type '{_name(tz)}'"
        )
    return tz


def ask(zone, question, moment):
    """What a time zone says of its distance from UTC, or of its summer time."""
    if zone is None:
        return None
    answer = getattr(zone, question)(moment)
    if answer is None:
        return None
    if not isinstance(answer, timedelta):
        raise TypeError(
            f"tzinfo.{question}() must return None or timedelta, "
            f"not '{_name(answer)}'"
        )
    if not -DAY < answer._total() < DAY:
        raise ValueError(
            "offset must be a timedelta strictly between -timedelta(hours=24) and "
            "timedelta(hours=24)."
        )
    return answer


def ask_name(zone, moment):
    """The name that a time zone has."""
    if zone is None:
        return None
    name = zone.tzname(moment)
    if name is not None and not isinstance(name, str):
        raise TypeError(
            f"tzinfo.tzname() must return None or a string, not '{_name(name)}'"
        )
    return name


def offset_text(offset, colon=":"):
    """+01:00, as ISO 8601 writes a distance from UTC."""
    total = offset._total()
    sign = "-" if total < 0 else "+"
    seconds, micros = divmod(abs(total), 1000000)
    minutes, seconds = divmod(seconds, 60)
    text = f"{sign}{minutes // 60:02d}{colon}{minutes % 60:02d}"
    if seconds or micros:
        text += f"{colon}{seconds:02d}"
    return f"{text}.{micros:06d}" if micros else text


def _divided(a, b):
    """a / b rounded half to even."""
    if b == 0:
        raise ZeroDivisionError("integer division or modulo by zero")
    q, r = divmod(a, b)
    r *= 2
    more = r > b if b > 0 else r < b
    return q + 1 if more or r == b and q % 2 == 1 else q


def _ratio(number):
    """Two integers whose quotient is the float."""
    if number != number:
        raise ValueError("cannot convert NaN to integer ratio")
    if number - number != 0.0:
        raise OverflowError("cannot convert Infinity to integer ratio")
    return number.as_integer_ratio()


_UNITS = (
    ("days", DAY),
    ("seconds", 1000000),
    ("microseconds", 1),
    ("milliseconds", 1000),
    ("minutes", 60000000),
    ("hours", 3600000000),
    ("weeks", 604800000000),
)


class timedelta:
    __module__ = "datetime"
    __slots__ = ("_days", "_seconds", "_micros")

    def __new__(
        cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0
    ):
        total = 0
        lost = 0.0
        given = (days, seconds, microseconds, milliseconds, minutes, hours, weeks)
        for value, (name, unit) in zip(given, _UNITS):
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
                kind = _name(value)
                raise TypeError(f"unsupported type for timedelta {name} component: {kind}")
        if lost:
            whole = round(lost)
            if abs(lost - int(lost)) == 0.5:
                odd = total % 2
                whole = 2 * round((lost + odd) * 0.5) - odd
            total += whole
        return cls._of(total)

    @classmethod
    def _of(cls, micros):
        days, rest = divmod(micros, DAY)
        if abs(days) > 2147483647:
            raise OverflowError("Python int too large to convert to C int")
        if abs(days) > 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = days
        self._seconds, self._micros = divmod(rest, 1000000)
        return self

    days = field("timedelta", "days", lambda self: self._days)
    seconds = field("timedelta", "seconds", lambda self: self._seconds)
    microseconds = field("timedelta", "microseconds", lambda self: self._micros)

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
        return f"{_name(self)}({', '.join(parts) or '0'})"

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

    def __rsub__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta._of(other._total() - self._total())

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return timedelta._of(self._total())

    def __abs__(self):
        return -self if self._days < 0 else +self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            a, b = _ratio(other)
            return timedelta._of(_divided(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return _quotient(self, other)[0]
        if isinstance(other, int):
            if other == 0:
                raise ZeroDivisionError("integer division or modulo by zero")
            return timedelta._of(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            if not other:
                raise ZeroDivisionError("division by zero")
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divided(self._total(), other))
        if isinstance(other, float):
            a, b = _ratio(other)
            return timedelta._of(_divided(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        if not other:
            raise ZeroDivisionError("integer modulo by zero")
        return timedelta._of(self._total() % other._total())

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        q, r = _quotient(self, other)
        return q, timedelta._of(r)

    def __rfloordiv__(self, other):
        return other // self if isinstance(other, timedelta) else NotImplemented

    def __rtruediv__(self, other):
        return other / self if isinstance(other, timedelta) else NotImplemented

    def __rmod__(self, other):
        return other % self if isinstance(other, timedelta) else NotImplemented

    def __rdivmod__(self, other):
        return divmod(other, self) if isinstance(other, timedelta) else NotImplemented

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

    def __reduce__(self):
        return type(self), (self._days, self._seconds, self._micros)


def _quotient(a, b):
    if not b:
        raise ZeroDivisionError("integer division or modulo by zero")
    return divmod(a._total(), b._total())


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta._of(999999999 * DAY + DAY - 1)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """What every time zone is derived from."""

    __module__ = "datetime"
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)

    def tzname(self, dt, /):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt, /):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt, /):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt, /):
        _check_own(self, dt)
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        summer = dt.dst()
        if summer is None:
            raise ValueError("fromutc: non-None dst() result required")
        moment = dt + (offset - summer)
        summer = moment.dst()
        if summer is None:
            raise ValueError(
                "fromutc: tz.dst() gave inconsistent results; cannot convert"
            )
        return moment + summer if summer else moment

    def __reduce__(self):
        args = getattr(self, "__getinitargs__", tuple)()
        return type(self), args, getattr(self, "__dict__", None) or None


def _is_datetime(value):
    # `datetime` imports this module, not the other way round.
    return any(c.__name__ == "datetime" and c.__module__ == "datetime" for c in type(value).__mro__)


def _check_own(zone, moment):
    if not _is_datetime(moment):
        raise TypeError("fromutc: argument must be a datetime")
    if moment.tzinfo is not zone:
        raise ValueError("fromutc: dt.tzinfo is not self")


_omitted = object()


class timezone(tzinfo):
    """A fixed distance from UTC."""

    __module__ = "datetime"
    __slots__ = ("_offset", "_name")

    def __new__(cls, offset=_omitted, name=_omitted):
        if offset is _omitted:
            raise TypeError("timezone() missing required argument 'offset' (pos 1)")
        if not isinstance(offset, timedelta):
            kind = _name(offset)
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {kind}")
        if name is not _omitted:
            text(name, "timezone", 2)
        elif not offset and hasattr(timezone, "utc"):
            return timezone.utc
        if not -DAY < offset._total() < DAY:
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and "
                f"timedelta(hours=24), not {offset!r}."
            )
        self = object.__new__(cls)
        self._offset = offset
        self._name = None if name is _omitted else name
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def utcoffset(self, dt, /):
        _check_moment(dt, "utcoffset")
        return self._offset

    def tzname(self, dt, /):
        _check_moment(dt, "tzname")
        return str(self)

    def dst(self, dt, /):
        _check_moment(dt, "dst")
        return None

    def fromutc(self, dt, /):
        _check_own(self, dt)
        return dt + self._offset

    def __eq__(self, other):
        if not isinstance(other, timezone):
            return NotImplemented
        return self._offset == other._offset

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"datetime.timezone({self._offset!r})"
        return f"datetime.timezone({self._offset!r}, {self._name!r})"

    def __str__(self):
        if self._name is not None:
            return self._name
        return "UTC" + offset_text(self._offset) if self._offset else "UTC"

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _check_moment(moment, method):
    if moment is not None and not _is_datetime(moment):
        kind = _name(moment)
        raise TypeError(
            f"{method}(dt) argument must be a datetime instance or None, not {kind}"
        )


timezone.utc = timezone(timedelta(0))
timezone.min = timezone(timedelta(hours=-23, minutes=-59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
