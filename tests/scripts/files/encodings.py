"""Encodings of text files."""

import os

NAME = "encodings.tmp"

for encoding in ["utf-8", "latin-1", "ascii", "UTF-8", "iso-8859-1"]:
    with open(NAME, "w", encoding=encoding) as f:
        try:
            f.write("é\n" if encoding != "ascii" else "e\n")
        except UnicodeEncodeError as e:
            print(e)
        print(f.encoding, f.errors)
    with open(NAME, "rb") as f:
        print(f.read())
    with open(NAME, encoding=encoding) as f:
        print(repr(f.read(1)), f.tell(), repr(f.read()))
with open(NAME, "w", encoding="ascii", errors="replace") as f:
    f.write("aéb")
print(open(NAME).read())
with open(NAME, "w", encoding="ascii") as f:
    try:
        f.write("aéb")
    except UnicodeEncodeError as e:
        print(e)
with open(NAME, "wb") as f:
    f.write(b"ok\n\xe9\nabc\n")
try:
    open(NAME, encoding="utf-8").read()
except UnicodeDecodeError as e:
    print(e)
for errors in ["ignore", "replace"]:
    print(ascii(open(NAME, encoding="utf-8", errors=errors).read()))
print(open(NAME, encoding="latin-1").readlines())
with open(NAME, "wb") as f:
    f.write("€uro\n".encode() * 4000)
with open(NAME, encoding="utf-8") as f:
    lines = f.readlines()
    print(len(lines), set(lines))
    f.seek(0)
    count = 0
    while True:
        part = f.read(1000)
        if not part:
            break
        count += len(part)
    print(count)
    f.seek(0)
    print(sum(1 for _ in f))
os.remove(NAME)
