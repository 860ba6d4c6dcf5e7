# Calendars: what `time` and `datetime` have in common.

from time import struct_time

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)
_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _ordinal(year, month, day):
    """Days since the end of the year 0."""
    leap = 1 if month > 2 and _is_leap(year) else 0
    return _days_before_year(year) + _BEFORE[month] + leap + day


def _date_of(ordinal):
    n = ordinal - 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    leap = _is_leap(year)
    month = 1
    while month < 12 and n >= _BEFORE[month + 1] + (leap and month + 1 > 2):
        month += 1
    return year, month, n - _BEFORE[month] - (leap and month > 2) + 1


def _seconds_of(secs):
    if isinstance(secs, float):
        if secs != secs:
            raise ValueError("cannot convert float NaN to integer")
        whole = int(secs)
        return whole - 1 if whole > secs else whole
    if isinstance(secs, int):
        return secs
    raise TypeError(f"'{type(secs).__name__}' object cannot be interpreted as an integer")


def _broken_down(seconds, isdst, zone, offset):
    days, rest = divmod(seconds, 86400)
    ordinal = days + 719163
    if not 1 <= ordinal <= 3652059:
        _unsupported("a time before the year 1 or after the year 9999")
    year, month, day = _date_of(ordinal)
    yday = ordinal - _days_before_year(year)
    clock = (rest // 3600, rest // 60 % 60, rest % 60)
    return struct_time(
        (year, month, day, *clock, (ordinal + 6) % 7, yday, isdst, zone, offset)
    )


def gmtime(secs):
    return _broken_down(_seconds_of(secs), 0, "GMT", 0)


def localtime(secs):
    secs = _seconds_of(secs)
    ahead, summer, name = _zone(secs)
    return _broken_down(secs + ahead, summer, name, ahead)


def _checked(t, function):
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError(f"{function}(): illegal time tuple argument")
    return t


def mktime(t):
    year, month, day, hour, minute, second, _, _, isdst = _checked(t, "mktime")
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    days = _ordinal(year, month, 1) + day - 1 - 719163
    naive = days * 86400 + hour * 3600 + minute * 60 + second
    guess = naive - _zone(naive)[0]
    ahead, summer, _ = _zone(guess)
    if naive - ahead != guess:
        guess = naive - ahead
    if isdst >= 0 and bool(isdst) != bool(_zone(guess)[1]):
        _unsupported("`time.mktime` of a time in the other half of the year's clock")
    return float(guess)


def asctime(t):
    t = _checked(t, "asctime")
    day, month = _DAYS[t[6]][:3], _MONTHS[t[1] - 1][:3]
    return f"{day} {month} {t[2]:2d} {t[3]:02d}:{t[4]:02d}:{t[5]:02d} {t[0]}"


def _iso_week(year, yday, wday):
    """Year and week of ISO 8601."""
    week = (yday - 1 - wday + 10) // 7
    if week < 1:
        year -= 1
        start = (_ordinal(year, 1, 1) + 6) % 7
        return year, 53 if start == 3 or start == 2 and _is_leap(year) else 52
    if week == 53:
        start = (_ordinal(year, 1, 1) + 6) % 7
        if not (start == 3 or start == 2 and _is_leap(year)):
            return year + 1, 1
    return year, week


def _format(format, t, zone, offset):
    """`strftime` in the locale C."""
    year, month, day, hour, minute, second, wday, yday, isdst = t
    out = []
    i, n = 0, len(format)
    while i < n:
        c = format[i]
        i += 1
        if c != "%":
            out.append(c)
            continue
        if i == n:
            _unsupported("a `%` at the end of a format of time")
        c = format[i]
        i += 1
        if c == "a":
            text = _DAYS[wday][:3]
        elif c == "A":
            text = _DAYS[wday]
        elif c == "b" or c == "h":
            text = _MONTHS[month - 1][:3]
        elif c == "B":
            text = _MONTHS[month - 1]
        elif c == "c":
            text = _format("%a %b %e %H:%M:%S %Y", t, zone, offset)
        elif c == "C":
            text = f"{year // 100:02d}"
        elif c == "d":
            text = f"{day:02d}"
        elif c == "D" or c == "x":
            text = f"{month:02d}/{day:02d}/{year % 100:02d}"
        elif c == "e":
            text = f"{day:2d}"
        elif c == "F":
            text = f"{year}-{month:02d}-{day:02d}"
        elif c == "g":
            text = f"{_iso_week(year, yday, wday)[0] % 100:02d}"
        elif c == "G":
            text = str(_iso_week(year, yday, wday)[0])
        elif c == "H":
            text = f"{hour:02d}"
        elif c == "I":
            text = f"{(hour + 11) % 12 + 1:02d}"
        elif c == "j":
            text = f"{yday:03d}"
        elif c == "k":
            text = f"{hour:2d}"
        elif c == "l":
            text = f"{(hour + 11) % 12 + 1:2d}"
        elif c == "m":
            text = f"{month:02d}"
        elif c == "M":
            text = f"{minute:02d}"
        elif c == "n":
            text = "\n"
        elif c == "p":
            text = "AM" if hour < 12 else "PM"
        elif c == "P":
            text = "am" if hour < 12 else "pm"
        elif c == "r":
            text = _format("%I:%M:%S %p", t, zone, offset)
        elif c == "R":
            text = f"{hour:02d}:{minute:02d}"
        elif c == "S":
            text = f"{second:02d}"
        elif c == "t":
            text = "\t"
        elif c == "T" or c == "X":
            text = f"{hour:02d}:{minute:02d}:{second:02d}"
        elif c == "u":
            text = str(wday + 1)
        elif c == "U":
            text = f"{(yday - 1 + 7 - (wday + 1) % 7) // 7:02d}"
        elif c == "V":
            text = f"{_iso_week(year, yday, wday)[1]:02d}"
        elif c == "w":
            text = str((wday + 1) % 7)
        elif c == "W":
            text = f"{(yday - 1 + 7 - wday) // 7:02d}"
        elif c == "y":
            text = f"{year % 100:02d}"
        elif c == "Y":
            text = str(year)
        elif c == "z":
            text = "" if offset is None else _offset_text(offset)
        elif c == "Z":
            text = zone or ""
        elif c == "%":
            text = "%"
        else:
            _unsupported(f"`%{c}` in a format of time")
        out.append(text)
    return "".join(out)


def _offset_text(offset):
    sign = "-" if offset < 0 else "+"
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"{sign}{hours:02d}{minutes:02d}"


def strftime(format, t):
    if not isinstance(format, str):
        raise TypeError(
            f"strftime() argument 1 must be str, not {type(format).__name__}"
        )
    t = _checked(t, "strftime")
    for value, low, high, what in (
        (t[1], 0, 12, "month"),
        (t[2], 0, 31, "day of month"),
        (t[3], 0, 23, "hour"),
        (t[4], 0, 59, "minute"),
        (t[5], 0, 61, "seconds"),
        (t[7], 0, 366, "day of year"),
    ):
        if not low <= value <= high:
            raise ValueError(f"{what} out of range")
    if not 1000 <= t[0] <= 9999:
        _unsupported("`time.strftime` of a year without four digits")
    fixed = (t[0], t[1] or 1, t[2] or 1, t[3], t[4], t[5], t[6] % 7, t[7] or 1, t[8])
    zone, offset = getattr(t, "tm_zone", None), getattr(t, "tm_gmtoff", None)
    if zone is None and ("%Z" in format or "%z" in format):
        _unsupported("`%Z` of a time without a zone")
    return _format(format, fixed, zone, offset)
