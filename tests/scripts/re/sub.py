import re

print(re.sub("(a)(b)?", r"[\1\2]", "abaa"), re.sub("(?P<x>a)", r"<\g<x>\g<1>\g<0>>", "ba"), re.sub("a", r"\\n\n\t.\.", "a"))
print(re.sub("(a)", r"\g<1>0\0\07\101", "a").encode(), re.sub("a", "", "banana"), re.sub("x", "y", "abc"))
print(re.sub("a", "b", "aaa", count=2), re.subn("a", "b", "aaa", count=1), re.sub("a", "b", "aaa", count=-1), re.sub("A", "b", "aaa", flags=re.I))
print(re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "1 and 20"), re.sub("", lambda m: str(m.start()), "abc"))
print(re.sub("a", lambda m: None, "bab") if False else "", re.compile("(.)").sub(lambda m: m[1].upper() * 2, "abc", 2))
print(re.subn("(?i)x", lambda m: "<" + m.group() + ">", "xXy"), re.sub("é", "\\\\", "éa"), re.sub("a", str.upper, "x") if False else "")
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world and more"), re.sub("^", "> ", "a\nb", flags=re.M), re.sub(r"\s+", " ", " a \n b "))
for repl in [r"\2", r"\g<x>", r"\g<2>", r"\g", r"\g<", r"\g<>", r"\g<1", r"\q", "\\", r"\400", r"\g<-1>", r"\g<a b>", r"\99", r"\g<01>", r"\1\x"]:
    try:
        print(repl, re.sub("(a)", repl, "ba"))
    except (re.error, IndexError) as error:
        print(repl, "error" if isinstance(error, re.error) else type(error).__name__, error)
def fails(m):
    raise ValueError(m.group())
try:
    re.sub("b", fails, "abc")
except ValueError as error:
    print("raised", error)
try:
    re.sub("b", lambda m: 5, "abc")
except TypeError as error:
    print(error)
