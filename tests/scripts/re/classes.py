import re

chars = "aZ_5 \t\n-]^\\é²٣\u2028\u00a0\x1cß"
for pattern in [r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", "[a-z]", "[^a-z]", "[]a]", "[^]a]", "[-a]",
                "[a-]", r"[\]\\]", r"[\d_]", r"[^\W_]", r"[\s\S]", r"[\D5]", "[a^]", r"[\-^]", ".",
                r"[\x00-\x7f]", r"[^\x00-\x7f]", "[à-ÿ]", r"[\w-]", r"[\b]", r"[\n\t]", "[Z_a]"]:
    print(pattern, ascii(re.findall(pattern, chars)), ascii(re.findall(pattern, chars, re.A)))
print(ascii(re.findall(".", "a\nb", re.S)), re.findall("(?s:.)", "\n"), re.findall(r"[\w\W]+", "a\nb"))
