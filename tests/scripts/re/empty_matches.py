import re

print(re.findall("x*", "axbxxc"), re.findall("", "abc"), re.findall("a|", "aba"))
print(re.sub("x*", "-", "axbxxc"), re.sub("", "-", "abc"), re.sub("x*", "-", ""))
print(re.split("x*", "axbxxc"), re.split("", "abc"), re.split(r"\b", "one two"))
print([m.span() for m in re.finditer("x*", "axbxxc")], re.split("(x*)", "axb"))
print(re.sub(r"\b", "|", "one two"), re.sub("^", ">", "a\nb", flags=re.M))
print(re.findall("(?=a)", "aab"), re.findall("$", "a\n"), re.findall("(?m)^", "a\nb\n"))
print(re.sub("a*?", "-", "aab"), re.findall("a*?", "aa"), re.sub("(a)|", r"<\1>", "ab"))
print(re.findall("|a", "aa"), re.findall("b??", "bb"), re.subn("", "x", "ab"))
