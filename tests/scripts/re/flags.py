import re

print(re.I, re.M, re.S, re.X, re.A, re.U, re.L, re.NOFLAG, repr(re.IGNORECASE | re.MULTILINE))
print(re.compile("a", re.I), re.compile("a", re.I | re.M | re.A), re.compile(b"a", re.S), re.compile("(?x) a"))
print(re.compile("a").flags, re.compile("(?i)a").flags, re.compile(b"a").flags, re.compile("a", re.A).flags)
print(int(re.I | re.S), re.I & re.M, re.I.name, re.I.value, re.RegexFlag(2) is re.I, isinstance(re.I, int))
print(re.findall("A", "aA", re.I), re.findall("(?i)A", "aA"), re.findall("(?i:a)b", "AbAB"), re.findall("(?-i:a)b", "aBAB", re.I))
print(re.findall("(?s).", "a\n"), re.findall("(?s:.)|x", "\n"), re.findall("(?m)^.", "a\nb"), re.findall("(?-s:.)", "\n", re.S))
print(re.findall(r"(?a)\w", "aé"), re.findall(r"(?a:\w)|\w", "é"))
print(re.findall("(?im)^a", "a\nA"), re.findall("(?i-s:a.)", "A\nAb", re.S), re.match("(?i)(?-i:a)B", "ab"))
for pattern, flags in [("(?z)", 0), ("(?i", 0), ("(?i-", 0), ("(?i-i:a)", 0), ("(?-", 0), ("(?-a:b)", 0), ("(?-z:b)", 0),
                       ("a(?i)b", 0), ("(?L)a", 0), ("(?au)a", 0), ("(?i:", 0), ("(?i)a|(?m)b", 0), ("(?i-:a)", 0), ("(?1)", 0)]:
    try:
        print(re.compile(pattern, flags))
    except re.error as error:
        print(pattern, error, error.pos)
for pattern, flags in [("a", re.L), (b"a", re.U), ("a", re.A | re.U), (b"a", re.A | re.L), ("(?a)b", re.U)]:
    try:
        print(re.compile(pattern, flags))
    except ValueError as error:
        print(pattern, error)
