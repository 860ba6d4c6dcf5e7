import re

print(re.findall(r"\w+(?=:)", "a: b c:d"), re.findall(r"\w+(?!:)\b", "a: b c:d"))
print(re.findall(r"(?<=\$)\d+", "$5 6 $70"), re.findall(r"(?<!\$)\b\d+", "$5 6 $70"))
print(re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", "1234567"))
for pattern, text in [
    ("(?<=a|b)c", "bc"), ("(?<=ab)c", "abc"), ("(?<=a{2})b", "aab"), ("(?<=(a))b", "ab"),
    ("(?<=^a)b", "ab"), (r"(?<=\b)b", "b"), ("(?<!a)b", "b"), ("(?<!ab)c", "bc"), ("(?<=)x", "x"),
    ("(?!)a", "a"), ("(?=)a", "a"), ("(?=a(?=b))", "ab"), ("(?!a(?!b))a", "ab"), ("(?=(a)(b))a", "ab"),
    ("(?!(a)b)a", "ac"), ("(?<=é)x", "éx"), ("(?<=a.c)d", "abcd"), ("(a)(?<=\\1)b", "ab"),
    ("(?<!é)x", "éx"), ("(?<=(?=ab))a", "ab"), ("(?<=(?<=a)b)c", "abc"),
]:
    m = re.search(pattern, text)
    print(pattern, ascii(text), m and (m.span(), m.groups()))
p = re.compile("(?<=a)b")
print(p.search("ab", 1), p.match("ab", 1), re.compile("b(?=c)").search("abc", 0, 2))
for pattern in ["(?<=a*)b", "(?<=a|bc)d", "(?<!a+)b", "(?<=a{1,2})b", r"(a+)(?<=\1)", "(?<=(?:a|))b"]:
    try:
        print(re.compile(pattern))
    except re.error as error:
        print(pattern, error, error.pos, error.pattern, error.lineno)
