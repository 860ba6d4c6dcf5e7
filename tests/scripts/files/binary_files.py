"""Files of bytes."""

import io
import os

NAME = "binary_files.tmp"

with open(NAME, "wb") as f:
    print(f.write(b"a\r\nb\rc\n"), f.write(bytearray(b"xy")), f.tell(), f.mode, f)
    for use in [lambda: f.write("s"), lambda: f.write(5), lambda: f.read(), lambda: f.readline()]:
        try:
            use()
        except (TypeError, io.UnsupportedOperation) as e:
            print(type(e).__name__, e)
with open(NAME, "rb") as f:
    print(f.read(4), f.tell(), f.readline(), f.seek(-3, 2), f.read(), f.read(), f.mode, f)
    print(f.seek(0), f.seek(2, 1), f.readlines(), f.seek(1), list(f), f.seek(0), f.read1(3), f.read(-1))
    try:
        f.write(b"")
    except io.UnsupportedOperation as e:
        print(e)
    for args in [(-1,), (0, 7)]:
        try:
            f.seek(*args)
        except (OSError, ValueError) as e:
            print(type(e).__name__, e)
print(open(NAME).readlines())
print(open(NAME, newline="").readlines())
print(open(NAME, newline="\r").readlines())
print(open(NAME, newline="\n").readlines())
print(open(NAME, newline="\r\n").readlines())
print(repr(open(NAME).read()), repr(open(NAME).read(3)), repr(open(NAME, newline="").read(3)))
with open(NAME, "w", newline="\r\n") as f:
    f.write("a\nb\n")
print(open(NAME, "rb").read())
with open(NAME, "w", newline="") as f:
    f.write("a\nb\r\n")
print(open(NAME, "rb").read())
with open(NAME, "r+b") as f:
    f.write(b"ZZ")
    print(f.read(), f.tell())
    f.seek(1)
    f.write(b"!")
    f.seek(0)
    print(f.read(), type(f), f.mode, f.readable(), f.writable())
    print(f.truncate(2), f.seek(0), f.read())
with open(NAME, "ab") as f:
    f.write(b"tail")
    print(f.tell(), f.mode)
with open(NAME, "w+b") as f:
    f.write(b"0123456789")
    f.seek(3)
    print(f.read(2), f.tell())
    f.write(b"xx")
    f.seek(0)
    print(f.read())
f = open(NAME, "rb")
f.close()
for use in [f.read, f.readline, f.tell, lambda: f.seek(0), lambda: next(f), f.flush]:
    try:
        use()
    except ValueError as e:
        print(e)
os.remove(NAME)
