import re

print(ascii(re.findall(r"\x41\u00e9\U0001f40d\101\0\07\n\t\r\f\v\a", "A\u00e9\U0001f40dA\0\7\n\t\r\f\v\a")))
print(re.findall(r"\.\*\+\?\(\)\[\]\{\}\|\^\$\\", ".*+?()[]{}|^$\\"), re.findall(r"\é\ \-\"", "é -\""))
print(re.findall(r"[\x41-\x43\101]+", "ABCD"), re.findall(r"[\0-\x02]", "\0\1\2\3"), re.findall(r"\08", "\0" + "8"))
print(re.search(r"(a)(b)\2\1", "abba"), re.search(r"(a)\1\1", "aaa"))
print(re.escape("a.b*c"), re.escape("é-_ \n#&~"), re.escape(b"a.b\xff"), re.escape("Hello, World! 100%"))
special = "".join(chr(i) for i in range(128))
print(ascii(re.escape(special)), re.fullmatch(re.escape(special), special) is not None)
for pattern in [r"\q", r"\x1", r"\u12", r"\U0010", r"\U00110000", r"[\q]", r"[\x1]", r"\8", r"[\8]",
                r"\400", r"[\400]", r"\1", r"(a)\2", r"(\1)", "\\", "[\\", r"\N", r"[\A]", r"\y9"]:
    try:
        print(re.compile(pattern))
    except re.error as error:
        print(ascii(pattern), error, error.pos)
