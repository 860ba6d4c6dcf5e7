import re

text = "naïve café — 日本語 ﬁne 𝒳 ١٢٣ e\u0301"
print(ascii(re.findall(r"\w+", text)), ascii(re.findall(r"\d+", text)), ascii(re.findall(r"[^\x00-\x7f]+", text)))
print([m.span() for m in re.finditer(r"\w+", text)], ascii(re.sub(r"[^\W\d_]", "*", text)), ascii(re.split("[ —]+", text)))
print(ascii(re.search("日.", text)), re.search("𝒳", text).span(), ascii(re.sub("(.)é", r"\1e", text)), re.match("..ï", text).end())
print(re.findall(r"\b\w", text) == [w[0] for w in re.findall(r"\w+", text)], ascii(re.findall(r"(?<=é) .", text)), ascii(re.findall("[à-ü]", text)))
print(ascii(re.findall(r"\s", "a\u00a0\u2003\u3000\x85\u200b")), ascii(re.findall("[\U0001f400-\U0001f4ff]", "🐍🐪x")), ascii(re.findall(".", "🐍é")))
