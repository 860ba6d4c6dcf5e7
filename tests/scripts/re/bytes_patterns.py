import re

print(re.findall(rb"\w+", b"ab \xe9 c_1"), re.findall(rb"[^\x00-\x7f]", b"a\xff"), re.sub(b"a", b"b", b"banana"), re.match(b"(?i)A", b"a"))
m = re.match(rb"(?P<k>\w+)=(?P<v>.*)", b"key=\xffvalue")
print(m, m.groups(), m.groupdict(), m["k"], m.expand(rb"\2=\g<k>"), m.re, m.span("v"))
print(re.findall(b"a", bytearray(b"aba")), re.match(b"a", bytearray(b"ab")).group(), re.sub(b"a", lambda m: m.group() * 2, bytearray(b"ab")))
print(re.split(b"(,)", b"a,b"), re.escape(b"\x00."), re.findall(rb"\x61|\142", b"ab"), re.findall(rb"\s", b" \t\x85\xa0\x1c"), re.fullmatch(b"a.c", b"a\xe9c"))
print(re.sub(b"(a)", rb"\g<1>\x5c" if False else rb"\g<1>\n", b"ba"), re.findall(b"", b"ab"), re.compile(b"\xe9", re.I).findall(b"\xe9\xc9"))
for pattern in [b"\\u0041", b"(?u)a", b"(?P<\xe9", b"[\xe9-\xe0]", b"(", b"\\q"]:
    try:
        print(re.compile(pattern))
    except re.error as error:
        print(pattern, error, error.pos)
for call in [lambda: re.sub("a", b"b", "a"), lambda: re.sub(b"a", "b", b"a"), lambda: re.sub("a", b"b", "c"), lambda: re.match("a", bytearray(b"a"))]:
    try:
        print(call())
    except TypeError as error:
        print(error)
