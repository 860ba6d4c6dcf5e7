# Dates and times as ISO 8601 writes them, for `datetime`.

from _strptime import _date_of, _iso_weeks, _new_year, _ordinal
from _datetime_spans import MAXYEAR, MINYEAR, timedelta

LAST_DAY = 3652059


def from_week(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    if not 1 <= week <= _iso_weeks(year):
        raise ValueError(f"Invalid week: {week}")
    if not 1 <= day <= 7:
        raise ValueError(f"Invalid day: {day} (range is [1, 7])")
    first = _new_year(year)
    monday = _ordinal(year, 1, 1) - first + (7 if first > 3 else 0)
    n = monday + (week - 1) * 7 + day - 1
    if n > LAST_DAY:
        raise ValueError(f"year {MAXYEAR + 1} is out of range")
    return _date_of(n)


def _digits(text, size):
    if len(text) != size or not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def parse_date(text):
    """Year, month and day of a date as ISO 8601 writes it."""
    year = _digits(text[:4], 4)
    rest = text[4:]
    dash = rest.startswith("-")
    if dash:
        rest = rest[1:]
    if rest.startswith("W"):
        week, rest = _digits(rest[1:3], 2), rest[3:]
        if not rest:
            return from_week(year, week, 1)
        if rest.startswith("-") != dash:
            raise ValueError(text)
        return from_week(year, week, _digits(rest[dash:], 1))
    if len(rest) != 4 + dash or dash and rest[2] != "-":
        raise ValueError(text)
    return year, _digits(rest[:2], 2), _digits(rest[2 + dash :], 2)


def date_size(text):
    """How much of a moment is its date."""
    if text[4:5] == "-":
        if text[5:6] == "W":
            return 10 if text[8:9] == "-" and text[9:10].isdigit() and _is_day(text, 10) else 8
        return 10
    if text[4:5] == "W":
        # 2020W011T.. or 2020W01T..: digits go on to an even or an odd place.
        end = 7
        while end < len(text) and text[end].isdigit():
            end += 1
        if end < 9:
            return end
        return 7 if end % 2 == 0 else 8
    return 8


def _is_day(text, end):
    """Whether what stands before `end` is the day of a week, and no time after a dash."""
    return len(text) == end or not text[end].isdigit()


def _parse_clock(text):
    """Hour, minute, second and microsecond. A fraction may follow any of them, as in C."""
    values = []
    colon = text[2:3] == ":"
    fraction = None
    while len(values) < 3:
        values.append(_digits(text[:2], 2))
        text = text[2:]
        if not text:
            break
        if colon and text[0] == ":" and len(values) < 3:
            text = text[1:]
        elif text[0] in ".,":
            fraction = text[1:]
            break
        elif colon:
            raise ValueError(text)
    if fraction is None and text:
        fraction = text
    micros = 0
    if fraction is not None:
        if not fraction.isascii() or not fraction.isdigit():
            raise ValueError(text)
        micros = int((fraction + "00000")[:6])
    return values + [0] * (3 - len(values)) + [micros]


def parse_time(text):
    """The clock, and the seconds and microseconds that it is ahead of UTC: None without a zone."""
    for i, c in enumerate(text):
        if c == "Z" and i == len(text) - 1:
            return _parse_clock(text[:i]), timedelta(0)
        if c in "+-":
            hours, minutes, seconds, micros = _parse_clock(text[i + 1 :])
            offset = timedelta(
                hours=hours, minutes=minutes, seconds=seconds, microseconds=micros
            )
            return _parse_clock(text[:i]), -offset if c == "-" else offset
    return _parse_clock(text), None
