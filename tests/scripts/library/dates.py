"""datetime"""

from datetime import datetime, date, time, timedelta, timezone
import datetime as d
import time as t
print(timedelta(days=1, hours=2, minutes=3, seconds=4.5), repr(timedelta(1, 2, 3)), timedelta(-1), timedelta(seconds=-1), repr(timedelta(seconds=-1)), timedelta(weeks=2), timedelta(milliseconds=1500), timedelta(hours=25) * 2, timedelta(1) / 3, timedelta(1) // 7, timedelta(5) / timedelta(2), timedelta(5) // timedelta(2), timedelta(5) % timedelta(2), divmod(timedelta(5), timedelta(2)), -timedelta(1, 5), abs(timedelta(-1, 5)), timedelta(1).total_seconds(), timedelta(0.1), timedelta(seconds=0.1) * 1.5, bool(timedelta()), timedelta(1) > timedelta(0), timedelta(1) == timedelta(hours=24), timedelta.max, timedelta.min, sum([timedelta(1), timedelta(2)], timedelta()))
a = datetime(2024, 2, 29, 13, 5, 9, 123456)
print(a, repr(a), a.date(), a.time(), a.isoformat(), a.weekday(), a.isoweekday(), a.year, a.microsecond, a + timedelta(days=366), a - timedelta(hours=14), a - datetime(2024, 1, 1), a.replace(day=1, hour=0), a.strftime("%Y-%m-%d %H:%M:%S.%f %a %A %b %B %d %j %U %W %w %y %I %p %% %x %X %c %D %F %T %R %e %G %V %u %C|%z|%Z|"), f"{a:%H:%M}", f"{a}", a.timetuple(), a.toordinal(), a < datetime(2025, 1, 1), a == datetime(2024, 2, 29, 13, 5, 9, 123456), hash(a) == hash(a.replace()), a.isoformat(timespec="minutes"), a.isoformat(" ", "milliseconds"), a.ctime())
print(date(2024, 1, 1), repr(date(2024, 1, 1)), date(2024, 3, 1) - date(2024, 2, 1), date(2024, 12, 31) + timedelta(1), date.fromordinal(1), date.max, date.fromisoformat("2024-05-06"), date(2024, 1, 1).strftime("%d/%m/%y"), date(2024, 1, 1) < date(2024, 1, 2), {date(2024, 1, 1): 1}[date(2024, 1, 1)])
for y in range(1999, 2030):
    for m, dd in ((1, 1), (12, 31), (2, 28), (6, 15)):
        x = date(y, m, dd); print(x.strftime("%G-%V-%u %U %W %j"), end=" ")
print()
print(datetime.fromisoformat("2024-05-06T07:08:09"), datetime.fromisoformat("2024-05-06 07:08:09.123"), repr(datetime.fromisoformat("2024-05-06T07:08:09+02:00")), repr(datetime.fromisoformat("2024-05-06T07:08Z")), datetime.fromisoformat("20240506T070809"))
u = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
print(u, repr(u), u.timestamp(), u.astimezone(timezone(timedelta(hours=5, minutes=30))), u.utcoffset(), u.tzname(), u.strftime("%z %Z"), timezone(timedelta(hours=-3)), repr(timezone(timedelta(hours=-3), "X")), u == u.astimezone(timezone(timedelta(hours=1))), datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(1.5, timezone.utc), u - datetime(2024,1,1,tzinfo=timezone(timedelta(hours=1))))
print(time(1, 2, 3), repr(time(1, 2)), time(1, 2, 3, 4), time(1) < time(2), time.fromisoformat("10:20:30"), time(23, 59).strftime("%H-%M"), datetime.combine(date(2024, 1, 1), time(5, 6)))
for f in [lambda: date(2024, 2, 30), lambda: date(2024, 13, 1), lambda: datetime(2024, 1, 1, 25), lambda: date(0, 1, 1), lambda: timedelta("a"), lambda: timedelta(1) + 1, lambda: a - u, lambda: a < u, lambda: date.fromisoformat("2024-5-6"), lambda: datetime.fromisoformat("x"), lambda: date(2024), lambda: timedelta(10**10), lambda: date.max + timedelta(1), lambda: time(24), lambda: a + 1, lambda: timedelta(1) / 0, lambda: timedelta(1) * "a", lambda: date(2024, 1, 1) + date(2024, 1, 1), lambda: date("a", 1, 1), lambda: a.strftime(5), lambda: datetime(2024,1,1, second=60)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(isinstance(a, date), date(2024,1,1) == a, type(a), d.MINYEAR, d.UTC is timezone.utc)
n = datetime.now(); print(type(n), n.tzinfo, abs((datetime.now() - n).total_seconds()) < 1, date.today() == n.date() or True)
print(t.gmtime(0), t.strftime("%Y-%m-%d %H:%M:%S", t.gmtime(1700000000)), t.asctime(t.gmtime(1700000000)), t.mktime(t.localtime(1700000000)), t.gmtime(1700000000)[:6], t.gmtime(0).tm_year, t.gmtime(0).tm_zone, t.ctime(0) == t.asctime(t.localtime(0)), t.strftime("%j", t.gmtime(1e9)), t.gmtime(-1), len(t.gmtime(0)), tuple(t.gmtime(0)), t.gmtime(0) == t.gmtime(0), t.timezone, t.tzname, t.daylight)
try: t.strftime("%Y", (1, 2))
except TypeError as e: print(e)
print(t.localtime(1720000000), t.strftime("%z %Z", t.localtime(0)))
for z in (1.5, 2.5, 0.1, 1/3): print(timedelta(microseconds=z), timedelta(days=z), timedelta(seconds=z))
