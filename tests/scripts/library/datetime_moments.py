# Moments by chance: what `datetime` says of them, with and without time zones.
import random
from datetime import date, datetime, time, timedelta, timezone, tzinfo


class Place(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=1) + self.dst(dt)

    def dst(self, dt):
        return timedelta(hours=1 if dt is not None and dt.month in (6, 7) else 0)

    def tzname(self, dt):
        return "summer" if self.dst(dt) else "winter"

    def __repr__(self):
        return "Place()"


random.seed(7)
zones = [
    None,
    timezone.utc,
    timezone(timedelta(hours=5, minutes=30)),
    timezone(-timedelta(hours=3), "X"),
    Place(),
]


def some():
    return datetime(
        random.choice([1, 99, 1900, 1970, 1999, 2000, 2023, 2024, 9999]),
        random.randint(1, 12), random.randint(1, 28), random.randint(0, 23),
        random.randint(0, 59), random.randint(0, 59), random.choice([0, 0, 1, 500000, 999999]),
        random.choice(zones), fold=random.randint(0, 1),
    )


formats = [
    "%Y-%m-%d %H:%M:%S", "%a %A %b %B %c", "%j %U %W %w %u %V %G %g", "%I:%M %p %P",
    "%-d/%-m/%y %e %k %l", "%f %z %Z", "%x %X %D %T %R %r %F",
    "%%d %n%t|%5d|%_m|%^a|%#p|%010Y|%C", "%h %Ey %Od %E %",
]
for i in range(150):
    a, b = some(), some()
    asked = [
        lambda: a, lambda: str(a), lambda: a.isoformat(timespec="milliseconds"), lambda: a < b,
        lambda: a == b, lambda: a - b, lambda: hash(a) == hash(a.replace(fold=0)),
        lambda: a.isocalendar(), lambda: a.strftime(formats[i % len(formats)]),
        lambda: a.utctimetuple()[:], lambda: a.timetuple()[:],
        lambda: a.timestamp() if a.tzinfo else None, lambda: a.astimezone(zones[1 + i % 4]) if a.tzinfo else None,
        lambda: datetime.fromisoformat(a.isoformat()) == a, lambda: a.timetz(),
        lambda: a.time() < b.time(), lambda: a.timetz() == b.timetz(),
        lambda: a.timetz() < b.timetz(), lambda: a + timedelta(days=i * 7 - 400, seconds=i * 777),
        lambda: a.date() - b.date(), lambda: date.fromisocalendar(*a.isocalendar()),
        lambda: a.ctime(), lambda: a.dst(), lambda: a.tzname(), lambda: a.__reduce_ex__(4)[1],
        lambda: datetime.fromtimestamp(i * 1e7 + 0.1234567, zones[1 + i % 4]),
    ]
    for number, ask in enumerate(asked):
        try:
            print(i, number, ask())
        except Exception as error:
            print(i, number, type(error).__name__, error)
