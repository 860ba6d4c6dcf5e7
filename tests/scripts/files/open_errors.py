"""What `open` and the methods of files object to."""

import io
import os

NAME = "open_errors.tmp"
open(NAME, "w").close()

for mode in ["q", "rw", "", "b", "rr", "r+w", "rbt", "x", "w+r", "+"]:
    try:
        open(NAME, mode)
    except Exception as e:
        print(repr(mode), type(e).__name__, e)
for args in [
    ("nope.txt",),
    ("nope/x", "w"),
    (".",),
    (".", "w"),
    (NAME + "/x",),
    (None,),
    (1.5,),
    (NAME, 5),
    (NAME, "rb", -1, "utf-8"),
    (NAME, "rb", -1, None, "strict"),
    (NAME, "rb", -1, None, None, "\n"),
    (NAME, "r", 0),
    (NAME, "r", -1, None, None, "q"),
    ("",),
    ("a\0b",),
]:
    try:
        open(*args)
    except Exception as e:
        print(args, type(e).__name__, e)
try:
    open("nope.txt")
except FileNotFoundError as e:
    print(e.errno, e.strerror, e.filename, e.args, repr(e), str(e), isinstance(e, OSError))
try:
    open("nope.txt")
except IOError as e:
    print("IOError", e.filename2)

with open(NAME) as f:
    for use in [lambda: f.write("a"), lambda: f.writelines(["a"]), lambda: f.truncate()]:
        try:
            use()
        except io.UnsupportedOperation as e:
            print(type(e), e, isinstance(e, OSError), isinstance(e, ValueError))
with open(NAME, "w") as f:
    for use in [f.read, f.readline, f.readlines, lambda: next(f), lambda: list(f)]:
        try:
            use()
        except io.UnsupportedOperation as e:
            print(e)
    for wrong in [b"bytes", 5, None]:
        try:
            f.write(wrong)
        except TypeError as e:
            print(e)
for use in [
    f.read, f.readline, f.flush, f.tell, f.readable, f.writable,
    lambda: f.seek(0), lambda: iter(f), lambda: next(f), lambda: f.writelines([]),
    lambda: f.__enter__(), lambda: f.truncate(), lambda: print("x", file=f),
]:
    try:
        use()
    except ValueError as e:
        print(e)
try:
    with f:
        pass
except ValueError as e:
    print(e)
with open(NAME, "w") as f:
    f.write("a\nb\nc\n")
with open(NAME) as f:
    for line in f:
        try:
            f.tell()
        except OSError as e:
            print(e)
    print(f.tell())
    for args in [(1, 1), (-1, 2), (-1,), (0, 5)]:
        try:
            f.seek(*args)
        except (ValueError, OSError) as e:
            print(type(e).__name__, e)
    for size in ["a", 1.5]:
        try:
            f.read(size)
        except TypeError as e:
            print(e)
try:
    f.nothing
except AttributeError as e:
    print(e)
os.remove(NAME)

for e in [
    OSError(2, "No such file", "x"), OSError(13, "m"), OSError("only"), OSError(1, 2, 3, 4, 5),
    OSError(17, "exists", "a", None, "b"), FileNotFoundError(2, "x", "name"), OSError(), OSError(9999, "?", b"x"),
    TimeoutError("late"), ConnectionError(104, "reset"), BlockingIOError(11, "again"), PermissionError("no"),
]:
    print(type(e).__name__, repr(e), "|", e, "|", e.args, e.errno, e.strerror, e.filename, e.filename2)


class Own(OSError):
    pass


e = Own(2, "text", "file")
print(repr(e), e, e.errno, e.filename)
e.filename = "other"
print(e)
