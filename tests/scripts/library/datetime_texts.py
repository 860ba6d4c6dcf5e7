# Dates and times read from texts: `strptime` of both modules, and ISO 8601.
import random
import time
import warnings
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock

warnings.simplefilter("ignore")
random.seed(11)
formats = [
    "%Y-%m-%d", "%d/%m/%y %H:%M", "%b %d %Y", "%A, %d %B %Y", "%I:%M %p %Y", "%j %Y", "%Y %U %w",
    "%Y %W %a", "%G %V %u", "%Y %H%M%S%f", "%Y-%m-%dT%H:%M:%S%z", "%c", "%x %X", "%%%Y", "%y%m%d",
    "%Y  %m", "%Y.%m", "%Y %q", "%", "%Y %V", "%G %V", "%G %j", "%Y-%m-%d extra",
]
zones = [None, timezone.utc, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=3))]
for i in range(300):
    moment = datetime(
        random.choice([1970, 1999, 2000, 2023, 2024]), random.randint(1, 12),
        random.randint(1, 28), random.randint(0, 23), random.randint(0, 59),
        random.randint(0, 59), random.choice([0, 1, 500000]), random.choice(zones),
    )
    form = random.choice(formats[:17])
    other = random.choice(formats) if random.random() < 0.3 else form
    text = moment.strftime(form)
    if random.random() < 0.2:
        cut = random.randint(0, len(text))
        text = text[:cut] + random.choice(" xX1") + text[cut:]
    for read in (datetime.strptime, time.strptime):
        try:
            print(i, repr(text), other, read(text, other))
        except Exception as error:
            print(i, repr(text), other, type(error).__name__, error)
for text in (
    "2020-01-01 20200101 2020-W01 2020W01 2020-W011 2020W01-1 2020-W53-7 2021-W53-1 2020-001 "
    "2020-1-1 2020-01-01T10 2020-01-01T1030 2020-01-01T10:30 2020-01-01T10:30:15.5 "
    "2020-01-01T10:30:15,123 2020-01-01x103015.123456789 2020-01-01T10:3015 2020-01-01T10:30Z "
    "2020-01-01T10:30-00:00 2020-01-01T10:30+24:00 2020-01-01T10:30+0530 2020W011T10 "
    "2020-W01-1T10:11 20200101T10 2020-01-01T10:30:60 2020-13-01 2020-01-32 T 12 12: 12:3 1234 "
    "12:34:56. T12:34 12:34+ 12:34+1 0001-01-01T00:00+23:59:59.999999 2020-01-01T10:30+05:30:15.5"
).split():
    for cls in (date, clock, datetime):
        try:
            print(text, cls.__name__, repr(cls.fromisoformat(text)))
        except Exception as error:
            print(text, cls.__name__, type(error).__name__, error)
