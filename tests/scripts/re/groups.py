import re

m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-05 and more")
print(m.group(), m.group(0), m.group(1), m.group("month"), m.group(1, "month", 3, 4))
print(m.groups(), m.groups("?"), m.groupdict(), m["year"], m[2])
print(m.start(), m.end(), m.span(), m.start("month"), m.end(2), m.span(3), m.span(4))
print(m.lastindex, m.lastgroup, m.string, m.pos, m.endpos, m.regs)
print(m.re.groups, dict(m.re.groupindex), m.re.pattern)
print(m.expand(r"\2/\1 \g<year> \g<0>|\4|"))
for group in (5, -1, "day", None, 1.5, 10**30):
    try:
        print(m.group(group))
    except IndexError as error:
        print(type(error).__name__, error)
print(re.match("((a)(b)?)", "a").lastindex, re.match("(a)|(b)", "b").lastindex)
print(re.match("(?P<x>a)(?P<y>b)?", "a").lastgroup, re.match("a", "a").lastgroup)
a, b = re.match("(.)(.)", "xy").groups()
print(a, b, re.match("(a)|b", "b").groupdict(), re.match("(?P<n>a)|b", "b").groupdict(0))
