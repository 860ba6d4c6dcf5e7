import re

text = "ab" * 100000
print(re.match("(?:a|b)*", text).end(), re.match("(?:(a)|b)*", text).span(1), re.match("(?:ab)*?$", text).end(), re.fullmatch("(a(b))*", text).groups())
print(re.match("(?:.|x)*y", text[:2000]), len(re.findall("a", text)), len(re.sub("a", "xx", text)), re.search("c", text), len(re.split("b", text)))
print(re.search("needle", "hay " * 50000 + "needle").span(), re.search("(?i)NEEDLE", "é" * 50000 + "needle").span(), re.match("(?>a|b)*", text).end())
print(re.match("(a+)+$", "a" * 18 + "b"), re.match("(?:a?){20}a{20}", "a" * 20).end(), re.match(r"(x+x+)+y", "x" * 12))
print(len(list(re.finditer("é?", "aé" * 3000))), re.match("(?=(?:ab)*c)", text), re.match("(?:(?:ab){2}){1000}", text).end())
