import re

print(re.split(r"\W+", "Words, words, words."), re.split(r"(\W+)", "Words, words."), re.split(r"\W+", "a b c", maxsplit=1))
print(re.split("[a-f]+", "0a3B9", flags=re.I), re.split(r"(,)|(;)", "a,b;c"), re.split("x", ""), re.split("", ""), re.split("a", "aaa"))
print(re.split(r"(?=[A-Z])", "helloWorldAgain"), re.split("(a)(b)?", "xabya"), re.split(",", "a,b,c", maxsplit=-1), re.compile(",").split("a,b,c", 1))
print(re.split(b",", b"a,b"), re.split(r"\s*[,;]\s*", "a , b;c"), re.split("é", "aébéc"), re.split(r"$", "a\n"))
