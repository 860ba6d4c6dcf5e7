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


def _days_in_month(year, month):
    if month == 2:
        return 29 if _is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


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


def _new_year(year):
    """The day of the week on which a year begins."""
    return (_ordinal(year, 1, 1) + 6) % 7


def _iso_weeks(year):
    """How many weeks of ISO 8601 a year has."""
    first = _new_year(year)
    return 53 if first == 3 or first == 2 and _is_leap(year) else 52


def _iso_week(year, yday, wday):
    """Year and week of ISO 8601."""
    week = (yday - 1 - wday + 10) // 7
    if week < 1:
        return year - 1, _iso_weeks(year - 1)
    if week == 53 and _iso_weeks(year) == 52:
        return year + 1, 1
    return year, week


# What the directives for numbers show of a time: the number, how wide it is at least, and filled with what.
_NUMBERS = {
    "C": (lambda t: t[0] // 100, 1, "0"),
    "d": (lambda t: t[2], 2, "0"),
    "e": (lambda t: t[2], 2, " "),
    "g": (lambda t: _iso_week(t[0], t[7], t[6])[0] % 100, 2, "0"),
    "G": (lambda t: _iso_week(t[0], t[7], t[6])[0], 1, "0"),
    "H": (lambda t: t[3], 2, "0"),
    "I": (lambda t: (t[3] + 11) % 12 + 1, 2, "0"),
    "j": (lambda t: t[7], 3, "0"),
    "k": (lambda t: t[3], 2, " "),
    "l": (lambda t: (t[3] + 11) % 12 + 1, 2, " "),
    "m": (lambda t: t[1], 2, "0"),
    "M": (lambda t: t[4], 2, "0"),
    "S": (lambda t: t[5], 2, "0"),
    "u": (lambda t: t[6] + 1, 1, "0"),
    "U": (lambda t: (t[7] - 1 + 7 - (t[6] + 1) % 7) // 7, 2, "0"),
    "V": (lambda t: _iso_week(t[0], t[7], t[6])[1], 2, "0"),
    "w": (lambda t: (t[6] + 1) % 7, 1, "0"),
    "W": (lambda t: (t[7] - 1 + 7 - t[6]) // 7, 2, "0"),
    "y": (lambda t: t[0] % 100, 2, "0"),
    "Y": (lambda t: t[0], 1, "0"),
}


_LONG = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "r": "%I:%M:%S %p",
    "R": "%H:%M",
    "T": "%H:%M:%S",
    "x": "%m/%d/%y",
    "X": "%H:%M:%S",
}


def _words(c, t, zone, offset):
    """What the other directives show; None for a letter that is none."""
    if c == "a":
        return _DAYS[t[6]][:3]
    if c == "A":
        return _DAYS[t[6]]
    if c == "b" or c == "h":
        return _MONTHS[t[1] - 1][:3]
    if c == "B":
        return _MONTHS[t[1] - 1]
    if c == "n":
        return "\n"
    if c == "p":
        return "AM" if t[3] < 12 else "PM"
    if c == "P":
        return "am" if t[3] < 12 else "pm"
    if c == "s":
        return str(int(mktime((*t[:8], -1))) - (3600 if t[8] > 0 else 0))
    if c == "t":
        return "\t"
    if c == "z":
        return "" if offset is None else _offset_text(offset)
    if c == "Z":
        return zone or ""
    if c == "%":
        return "%"
    return None


def _shown(c, flags, width, t, zone, offset):
    """What one directive shows, with glibc's flags and width; None for a letter that is none."""
    known = _NUMBERS.get(c)
    if known is not None:
        number, least, fill = known
        for flag in flags:
            if flag in "_0":
                fill = " " if flag == "_" else "0"
            elif flag == "-":
                least = 1
        return str(number(t)).rjust(max(least, width), fill)
    if c in _LONG:
        if flags or width:
            _unsupported(f"flags or a width of `%{c}` in a format of time")
        return _format(_LONG[c], t, zone, offset)
    text = _words(c, t, zone, offset)
    if text is None:
        return None
    if "#" in flags:
        text = text.lower() if c in "pZ" else text.upper()
    if "^" in flags:
        text = text.upper()
    return text.rjust(width, "0" if "0" in flags else " ")


def _format(format, t, zone, offset):
    """`strftime` in the locale C."""
    out = []
    i, n = 0, len(format)
    while i < n:
        start = format.find("%", i)
        if start < 0:
            start = n
        out.append(format[i:start])
        if start == n:
            break
        i = start + 1
        while i < n and format[i] in "-_0^#":
            i += 1
        flags = format[start + 1 : i]
        width = i
        while i < n and "0" <= format[i] <= "9":
            i += 1
        width = int(format[width:i] or 0)
        if i < n and format[i] in "EO":
            i += 1
        shown = _shown(format[i], flags, width, t, zone, offset) if i < n else None
        i += 1
        out.append(format[start:i] if shown is None else shown)
    return "".join(out)


def _offset_text(offset):
    sign = "-" if offset < 0 else "+"
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"{sign}{hours:02d}{minutes:02d}"


def _in_bounds(t):
    """A time whose fields are those of a calendar, but for its year."""
    for value, low, high, what in (
        (t[1], 0, 12, "month"),
        (t[2], 0, 31, "day of month"),
        (t[3], 0, 23, "hour"),
        (t[4], 0, 59, "minute"),
        (t[5], 0, 61, "seconds"),
        (t[6], -1, 2**31, "day of week"),
        (t[7], 0, 366, "day of year"),
    ):
        if not low <= value <= high:
            raise ValueError(f"{what} out of range")
    return (t[0], t[1] or 1, t[2] or 1, *t[3:6], t[6] % 7, t[7] or 1, t[8])


def asctime(t):
    t = _in_bounds(_checked(t, "asctime"))
    return _format("%a %b %e %H:%M:%S %Y", t, None, None)


def strftime(format, t):
    if not isinstance(format, str):
        raise TypeError(
            f"strftime() argument 1 must be str, not {type(format).__name__}"
        )
    fixed = _in_bounds(_checked(t, "strftime"))
    if "\0" in format:
        raise ValueError("embedded null character")
    zone, offset = getattr(t, "tm_zone", None), getattr(t, "tm_gmtoff", None)
    if zone is None and ("%Z" in format or "%z" in format):
        _unsupported("`%Z` of a time without a zone")
    return _format(format, fixed, zone, offset)
