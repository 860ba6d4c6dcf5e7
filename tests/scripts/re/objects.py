import copy
import pickle
import re

p = re.compile("a(?P<n>b)", re.I)
print(p, repr(p), p.pattern, p.flags, p.groups, p.groupindex, p == re.compile("a(?P<n>b)", 2), p == re.compile("a"), p != re.compile("a"), p == "a")
print(hash(p) == hash(re.compile("a(?P<n>b)", re.I)), {p: 1}[re.compile("a(?P<n>b)", re.I)], p is re.compile("a(?P<n>b)", re.I), re.compile(p) is p)
print(copy.copy(p) is p, copy.deepcopy(p) is p, pickle.loads(pickle.dumps(p)) == p, re.compile(b"a") == re.compile("a"))
m = p.match("ABx")
print(m, copy.copy(m) is m, copy.deepcopy(m) is m, m.re is p, type(m), type(p), type(m).__name__, isinstance(p, re.Pattern), isinstance(m, re.Match))
print(re.compile("x" * 250), re.match(".*", "y" * 100), re.compile("'\"\\\\"), re.match(".", "'"), re.compile("\n"))
print(bool(m), m == m, m == p.match("ABx"), hash(m) == hash(m), re.Pattern[str], re.Match[bytes], m.__class__ is re.Match)
for call in [lambda: setattr(m, "string", 1), lambda: setattr(p, "flags", 1), lambda: m.nothing, lambda: p.nothing, lambda: iter(m), lambda: m < m, lambda: m + 1, lambda: pickle.dumps(m)]:
    try:
        print(call())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
try:
    p.groupindex["x"] = 1
except TypeError as error:
    print(error)
re.purge()
print(p is re.compile("a(?P<n>b)", re.I), p == re.compile("a(?P<n>b)", re.I), p.search("xab").span())
