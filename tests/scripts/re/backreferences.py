import re

print(re.findall(r"(\w)\1", "aabbcd"), re.findall(r"(?P<c>\w)(?P=c)", "aabbcd"), re.sub(r"\b(\w+) \1\b", r"\1", "the the cat"))
print(re.match(r"(a)?\1b", "b"), re.match(r"(a)?\1b", "aab"), re.match(r"(a|b)*\1", "abb"))
print(re.match(r"(?i)(a)\1", "aA"), re.match(r"(a)(?i:\1)", "aA"), re.match(r"(.*)-\1$", "ab-ab"))
for pattern, texts in [
    (r"(<)?\w+(?(1)>)", ["<a>", "a", "<a", "a>"]), (r"(<)?\w+(?(1)>|!)", ["<a>", "a!", "a"]),
    (r"(?P<q>['\"])?x(?(q)(?P=q))$", ["x", "'x'", "'x\"", "x'"]), (r"(a)?(?(1)b|c)", ["ab", "c", "b"]),
    (r"(?:(a)|b)(?(1)c|d)", ["ac", "bd", "ad"]), (r"((a)|b)(?(2)x|y)z", ["axz", "byz"]), (r"(?(1)a|b)(c)", ["bc", "ac"]),
]:
    for text in texts:
        m = re.match(pattern, text)
        print(pattern, text, m and (m.group(), m.groups()))
for pattern in [r"(?P=x)", r"(?P<x>(?P=x))", r"(?(1)a|b)", r"(?(x)a)", r"(?(0)a)", r"(a)(?(1)b|c|d)", r"(?(1", r"(?()a)",
                r"(?<=(a)\1)b", r"(?<=(a)(?(1)b|c))d", r"(?P<1>a)", r"(?P<a", r"(?P<>a)", r"(?P<a>x)(?P<a>y)", r"(?P=a", r"(?Px)", r"(?P"]:
    try:
        print(re.compile(pattern))
    except re.error as error:
        print(pattern, error, error.pos)
