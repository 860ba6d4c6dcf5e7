import re

for pattern in ["(", ")", "a)", "(a", "((a)", "[", "[a", "[]", "[^]", "[a-", "*", "+a", "?", "{1}", "a**", "a+*", "a{1}{2}",
                "a???", "(*a)", "|*", "^*", r"\b+", "a{2,1}", "[b-a]", r"[\d-a]", r"[a-\d]", "(?", "(?<", "(?<x", "(?<x>a)", "(?!", "(?=a",
                "(?#", "(?#a", "(?a", "(?x", "(?:", "(?>a", "(?'", "x(?&", "(?P>", "a|(b", "((((", "(?P<é>a)", "(?P<a-b>c)", "(?P<a b>)", "[a-\\",
                "a{99999999999}?b(", "$*", "(?:^)*", "()*", "(?:)+", "a\n(b\n", "(?(9)a", "(?(2)a)(b)", "[[:alpha:", "(?i)*"]:
    try:
        print(ascii(pattern), re.compile(pattern))
    except re.error as error:
        print(ascii(pattern), error, "|", error.msg, error.pos, error.lineno, error.colno, ascii(error.pattern))
    except OverflowError as error:
        print(ascii(pattern), "OverflowError", error)
print(issubclass(re.error, Exception), str(re.error("m")), str(re.error("m", "p", 0)), str(re.error("m", "a\nb", 2)), re.error("m", b"a\nb", 2).colno)
for call in [lambda: re.compile(5), lambda: re.match("a", 5), lambda: re.match("a", b"a"), lambda: re.match(b"a", "a"),
             lambda: re.search("a", None), lambda: re.compile(re.compile("a"), re.I), lambda: re.sub("a", 5, "a"),
             lambda: re.findall("a"), lambda: re.compile("a").search("a", "b"), lambda: re.compile("a").split("a", "b"), lambda: re.compile([]),
             lambda: re.Pattern(), lambda: re.Match(), lambda: re.escape(5)]:
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
