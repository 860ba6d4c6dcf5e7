import re

print(re.findall(r"(\w+)=(\w+)", "a=1 b=22"), re.findall(r"(a)|b", "ab"), re.findall("((a)(b)?)", "aba"))
print(re.compile("a").findall("banana", 2), re.compile("a").findall("banana", 2, 5), re.compile("a").findall("banana", 4, 2), re.compile("").findall("ab", 1, 1))
it = re.finditer(r"\d", "a1b2")
print(next(it).group(), [m.group() for m in it], next(it, "over"), type(it).__name__, iter(it) is it)
print([(m.start(), m.group(1)) for m in re.finditer("(é)|x", "éxé")], [m.pos for m in re.compile("a").finditer("aaa", 1)], re.findall("a.", "aaaa"))
def words(text):
    for match in re.finditer(r"(?P<word>[a-z]+)|(?P<number>\d+)|(?P<other>\S)", text):
        yield match.lastgroup, match.group()
print(list(words("x1 + foo-42")))
