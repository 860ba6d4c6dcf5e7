"""What another reader of a file sees, and when."""

import os

NAME = "buffers.tmp"


def seen():
    with open(NAME) as f:
        return len(f.read())


f = open(NAME, "w")
f.write("abc")
print(seen())
f.flush()
print(seen())
f.write("x" * 5000)
print(seen())
f.write("y" * 5000)
f.flush()
print(seen())
f.write("tail")
f.close()
print(seen())

f = open(NAME, "w", buffering=1)
f.write("no line yet")
print(seen())
f.write(" now\n")
print(seen(), f.line_buffering)
f.close()

f = open(NAME, "w")
f.write("freed")
del f
print(seen())

reader = open(NAME)
print(reader.read(), repr(reader.read()))
with open(NAME, "a") as f:
    f.write("more")
print(reader.read())
reader.close()


def leave_open():
    out = open(NAME, "w")
    print("through a function", file=out)


leave_open()
print(seen())
with open(NAME, "r+") as f:
    print(f.read(4), f.tell())
    f.write("!")
print(open(NAME).read())
with open(NAME, "w") as f:
    print(f.tell(), f.write("12345"), f.tell(), f.seek(2), f.write("x"), f.tell(), f.seek(0, 2))
print(open(NAME).read())
print(os.path.getsize(NAME))
os.remove(NAME)
