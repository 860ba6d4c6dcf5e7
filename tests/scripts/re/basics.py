import re

print(re.match("a", "abc"), re.match("b", "abc"), re.search("b", "abc"))
print(re.fullmatch("a.c", "abc"), re.fullmatch("a.", "abc"))
print(re.findall("a|b", "cabbage"), re.findall("", "ab"))
print(re.sub("b", "x", "abbc"), re.subn("b", "x", "abbc"))
print(re.split("b", "abbc"), re.split("x", "abc"))
print([m.span() for m in re.finditer("a", "banana")])
print(bool(re.match("", "")), re.match("(?:)", "x").group() == "")
text = "the quick brown fox jumps over the lazy dog"
print(re.findall(r"\b\w{5}\b", text))
print({word: len(word) for word in re.findall(r"\w+", text)})
