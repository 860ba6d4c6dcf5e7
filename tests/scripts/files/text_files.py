"""Reading, writing and iterating over text files."""

import os

NAME = "text_files.tmp"

f = open(NAME, "w")
print(f.write("hello\nworld\nüñí\n"), f.tell(), f.closed, f.mode, f.name)
print(f.readable(), f.writable(), f.seekable(), f.isatty())
f.close()
print(f.closed)
f.close()
try:
    f.write("x")
except ValueError as e:
    print(type(e).__name__, e)

with open(NAME) as f:
    print(f.read(3), f.tell(), repr(f.read(4)), f.tell())
    print(repr(f.readline()), f.tell())
    print(f.readlines())
    print(repr(f.read()), repr(f.readline()), f.readlines())
    f.seek(0)
    for i, line in enumerate(f):
        print(i, repr(line))
    f.seek(0)
    print(list(f), next(f, None))
    f.seek(6)
    print(f.readline(2), f.readline(), f.read(1))
print(f.closed)

with open(NAME, "a", encoding="utf-8") as f:
    print(f.tell())
    f.writelines(["a\n", "b\n"])
    f.writelines(x for x in "cd")
    print("more", 1, 2, file=f)
    print("sep", "end", sep="-", end="|", file=f, flush=True)
with open(NAME) as f:
    text = f.read()
print(text)
with open(NAME) as f:
    print(sum(len(line) for line in f), [w.upper() for w in open(NAME).read().split()])
with open(NAME) as f:
    first, *rest = f
    print(first, len(rest))
with open(NAME) as f:
    print("world\n" in f, f.readline())
with open(NAME) as f:
    print(max(f), sorted(open(NAME))[:2], dict(enumerate(open(NAME)))[1])

with open(NAME, "r+") as f:
    f.write("J")
    f.seek(0)
    print(f.read(5))
    print(f.truncate(3))
    f.seek(0)
    print(f.read())
with open(NAME, "w+") as f:
    f.write("one\ntwo\n")
    f.seek(0)
    print(f.read())
with open(NAME, "a+") as f:
    f.write("three\n")
    f.seek(0)
    print(f.readlines())
try:
    with open(NAME) as f:
        raise KeyError("inside")
except KeyError:
    print(f.closed)
with open(NAME) as a, open(NAME) as b:
    for x, y in zip(a, b):
        print(x == y, end=" ")
print()
os.remove(NAME)
print(os.path.exists(NAME))
