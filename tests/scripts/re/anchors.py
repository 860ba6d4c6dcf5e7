import re

text = "one\ntwo\n\nthree\n"
for pattern in ["^", "$", r"\A", r"\Z", r"^\w", r"\w$", r"\b\w", r"\B\w", "^$", r"\w\Z", r"e$", r"\n$"]:
    for flags in (0, re.M):
        print(pattern, int(flags), [m.start() for m in re.finditer(pattern, text, flags)])
print(re.search("a$", "a\n"), re.search(r"a\Z", "a\n"), re.search("$", "\n\n").start())
print(re.match("^a", "ba"), re.compile("^a").match("ba", 1), re.compile(r"\Aa").search("ba", 1))
print(re.compile("(?m)^a").match("b\na", 2), re.compile("a$").search("aab", 0, 2))
print(re.findall(r"\b", ""), re.findall(r"\B", "ab"), re.findall(r"\b", " a "), re.findall(r"\B.\B", "abcd"))
print(re.compile(r"\bb").search("ab", 1), re.compile(r"a\b").search("ab", 0, 1))
