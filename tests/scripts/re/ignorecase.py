import re

for pattern, text in [
    ("straße", "STRASSE"), ("é", "É"), ("[a-z]+", "AbK\u212aſı"), ("k", "\u212a"), ("s", "\u017f"), ("\u017f", "S"),
    ("i", "\u0130"), ("i", "\u0131"), ("\u0131", "I"), ("\u03c3", "\u03c2"), ("\u03a3", "\u03c3\u03c2"), ("\u00b5", "\u03bc"),
    ("[^k]", "\u212a"), ("[^a-z]", "A"), ("\u01c5", "\u01c4\u01c6"), ("\u1e9e", "\u00df"), ("\u00e5", "\u212b"),
    ("[\u0430-\u044f]+", "ПРИВЕТ"), ("\ufb05", "\ufb06"), ("[\ufb05]", "\ufb06"), ("\U00010400", "\U00010428"),
    ("[\U00010400-\U00010410]", "\U00010428"), (r"(\w)\1", "aA"), (r"(\u00e9)\1", "éÉ"), ("ß", "\u1e9e"), ("1", "1"),
    ("[A\\d]", "a"), ("[^\\W]", "A"), ("\u1f80", "\u1f88"), ("\u0345", "\u0399"), ("\u0398", "\u03f4"),
]:
    print(ascii(pattern), ascii(text), [ascii(re.findall(pattern, text, flags)) for flags in (re.I, re.I | re.A)])
print(re.findall(b"[a-z]+\xe9", b"ABC\xe9\xc9", re.I), re.sub("(?i)HELLO", "bye", "Hello hello HELLO"))
