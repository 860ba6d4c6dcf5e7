# `strptime` of `time` and `datetime`: reading moments by a format, in the locale C.

import re
import time as _time

from _datetime_iso import from_week
from _strptime import _DAYS, _MONTHS, _date_of, _days_in_month, _is_leap, _new_year, _ordinal

_days = [name.lower() for name in _DAYS]
_months = [name.lower() for name in _MONTHS]


def _one_of(names):
    return "|".join(sorted(names, key=len, reverse=True))


# What each directive accepts. A letter stands for itself among the names of groups.
_ACCEPTED = {
    "a": _one_of([name[:3] for name in _days]),
    "A": _one_of(_days),
    "b": _one_of([name[:3] for name in _months]),
    "B": _one_of(_months),
    "d": r"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]",
    "f": r"[0-9]{1,6}",
    "G": r"\d\d\d\d",
    "H": r"2[0-3]|[0-1]\d|\d",
    "I": r"1[0-2]|0[1-9]|[1-9]| [1-9]",
    "j": r"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]",
    "m": r"1[0-2]|0[1-9]|[1-9]",
    "M": r"[0-5]\d|\d",
    "p": "am|pm",
    "S": r"6[0-1]|[0-5]\d|\d",
    "u": r"[1-7]",
    "U": r"5[0-3]|[0-4]\d|\d",
    "V": r"5[0-3]|0[1-9]|[1-4]\d|\d",
    "w": r"[0-6]",
    "W": r"5[0-3]|[0-4]\d|\d",
    "y": r"\d\d",
    "Y": r"\d\d\d\d",
    "z": r"[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)",
}
_LONG = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}


def _zones():
    return ["utc", "gmt", *(name.lower() for name in _time.tzname)]


def _group(directive, format):
    if directive == "%":
        return "%"
    if directive in _LONG:
        return _pattern(_LONG[directive])
    if directive == "Z":
        return f"(?P<Z>{_one_of(set(_zones()))})"
    if directive not in _ACCEPTED:
        shown = "%" if directive in " \t\n\r\f\v" else directive
        raise ValueError(f"'{shown}' is a bad directive in format '{format}'")
    return f"(?P<{directive}>{_ACCEPTED[directive]})"


def _pattern(format):
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c == "%":
            if i == len(format):
                raise ValueError(f"stray % in format '{format}'")
            out.append(_group(format[i], format))
            i += 1
        elif c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            out.append(r"\s+")
        else:
            out.append("\\" + c if c in r"\.^$*+?(){}[]|" else c)
    return "".join(out)


_known = {}


def _fields(string, format):
    """What stands in the text, by the letter of its directive."""
    for place, given in enumerate((string, format)):
        if not isinstance(given, str):
            raise TypeError(f"strptime() argument {place} must be str, not {type(given)}")
    pattern = _known.get(format)
    if pattern is None:
        if len(_known) > 20:
            _known.clear()
        try:
            pattern = _known[format] = re.compile(_pattern(format), re.IGNORECASE)
        except ValueError as error:
            raise error from None
    found = pattern.match(string)
    if found is None:
        raise ValueError(f"time data {string!r} does not match format {format!r}")
    if found.end() != len(string):
        raise ValueError(f"unconverted data remains: {string[found.end():]}")
    return found.groupdict()


def _clock_of(fields):
    hour = int(fields.get("H") or 0)
    if "I" in fields:
        hour = int(fields["I"]) % 12
        if fields.get("p", "").lower() == "pm":
            hour += 12
    micros = int(fields.get("f", "0").ljust(6, "0"))
    return hour, int(fields.get("M", 0)), int(fields.get("S", 0)), micros


def _weekday_of(fields):
    weekday = None
    for letter, value in fields.items():
        if letter == "A":
            weekday = _days.index(value.lower())
        elif letter == "a":
            weekday = [name[:3] for name in _days].index(value.lower())
        elif letter == "w":
            weekday = (int(value) + 6) % 7
        elif letter == "u":
            weekday = int(value) - 1
    return weekday


def _year_of(fields):
    year = None
    for letter, value in fields.items():
        if letter == "y":
            year = int(value) + (2000 if int(value) <= 68 else 1900)
        elif letter == "Y":
            year = int(value)
    return year


def _check_weeks(fields, year, weekday):
    """Weeks of ISO 8601 go with their own years, and with a day of the week."""
    days = "directive ('%A', '%a', '%w', or '%u')."
    if "G" in fields:
        if "j" in fields:
            raise ValueError(
                "Day of the year directive '%j' is not compatible with ISO year directive "
                "'%G'. Use '%Y' instead."
            )
        if "V" not in fields or weekday is None:
            raise ValueError(
                "ISO year directive '%G' must be used with the ISO week directive '%V' and a "
                "weekday " + days
            )
    elif "V" in fields:
        if year is None or weekday is None:
            raise ValueError(
                "ISO week directive '%V' must be used with the ISO year directive '%G' and a "
                "weekday " + days
            )
        raise ValueError(
            "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the "
            "ISO year '%G' instead."
        )


def _yday_of_week(fields, year, weekday):
    """The day of the year that is this day of its n-th week."""
    letter = [letter for letter in fields if letter in "UW"][-1]
    week = int(fields[letter])
    first = _new_year(year)
    if letter == "U":
        first, weekday = (first + 1) % 7, (weekday + 1) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + (7 - first) % 7 + 7 * (week - 1) + weekday


def _date_in(fields):
    """Year, month, day, day of the week, day of the year."""
    year, weekday = _year_of(fields), _weekday_of(fields)
    _check_weeks(fields, year, weekday)
    month, day = int(fields.get("m", 1)), int(fields.get("d", 1))
    for letter, names in (("B", _months), ("b", [name[:3] for name in _months])):
        if letter in fields:
            month = names.index(fields[letter].lower()) + 1
    is_leap_day = year is None and (month, day) == (2, 29)
    if year is None:
        year = 1904 if is_leap_day else 1900
    yday = int(fields["j"]) if "j" in fields else None
    if yday is None and weekday is not None:
        if "U" in fields or "W" in fields:
            yday = _yday_of_week(fields, year, weekday)
            if yday <= 0:
                year -= 1
                yday += 366 if _is_leap(year) else 365
        elif "G" in fields:
            year, month, day = from_week(int(fields["G"]), int(fields["V"]), weekday + 1)
    if yday is None:
        _check_day(year, month, day)
        yday = _ordinal(year, month, day) - _ordinal(year, 1, 1) + 1
    else:
        year, month, day = _date_of(_ordinal(year, 1, 1) + yday - 1)
    if weekday is None:
        weekday = (_ordinal(year, month, day) + 6) % 7
    return 1900 if is_leap_day else year, month, day, weekday, yday


def _check_day(year, month, day):
    if year < 1:
        raise ValueError(f"year {year} is out of range")
    if day > _days_in_month(year, month):
        raise ValueError("day is out of range for month")


def _offset_of(text):
    """Seconds and microseconds from UTC."""
    if text is None:
        return None
    if text == "Z":
        return 0, 0
    digits = text[1:].replace(":", "")
    if ":" in text and text[3] == ":" and len(digits) > 4 and text[6] != ":":
        raise ValueError(f"Inconsistent use of : in {text}")
    whole, _, micros = digits.partition(".")
    seconds = int(whole[:2]) * 3600 + int(whole[2:4]) * 60 + int(whole[4:] or 0)
    micros = int(micros.ljust(6, "0"))
    return (-seconds, -micros) if text[0] == "-" else (seconds, micros)


def moment_of(string, format):
    """The fields of a `datetime`; its distance from UTC and the name of its zone, or None."""
    for place, given in enumerate((string, format), 1):
        if not isinstance(given, str):
            kind = type(given).__name__
            raise TypeError(f"strptime() argument {place} must be str, not {kind}")
    fields = _fields(string, format)
    offset = _offset_of(fields.get("z"))
    zone = None if offset is None else (offset, fields.get("Z"))
    return (*_date_in(fields)[:3], *_clock_of(fields)), zone


def time_of(string, format):
    """The `struct_time` that stands in a text."""
    fields = _fields(string, format)
    year, month, day, weekday, yday = _date_in(fields)
    offset, name = _offset_of(fields.get("z")), fields.get("Z")
    isdst = -1
    if name is not None:
        standard, summer = (zone.lower() for zone in _time.tzname)
        if name.lower() in ("utc", "gmt", standard):
            isdst = 0
        elif name.lower() == summer:
            isdst = 1
    return _time.struct_time((
        year, month, day, *_clock_of(fields)[:3], weekday, yday, isdst, name,
        None if offset is None else offset[0],
    ))
