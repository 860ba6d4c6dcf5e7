"""io.StringIO"""

import io

s = io.StringIO()
print(s.write("abc"), s.getvalue(), s.tell(), s.seek(1), s.read(), s.seek(10), s.write("z"))
print(repr(s.getvalue()))
s = io.StringIO("a\nb\nc")
print(list(s), repr(s.read()), s.seek(0), repr(s.readline()), s.tell(), s.truncate(), s.getvalue())
s = io.StringIO("hello world")
s.write("J")
print(s.getvalue(), s.read(4), s.read(0), s.read(-1), s.read())
print(s.seek(0, 2), s.tell(), s.seek(3), s.read(2), s.seek(0), s.readlines())
s.seek(0)
s.truncate(0)
print("to", "string", sep="-", file=s)
print(1, [2], None, file=s, end="")
s.writelines(["x\n", "y"])
print(repr(s.getvalue()), s.readable(), s.writable(), s.seekable(), s.closed, s.encoding)
with io.StringIO("line1\nline2\n") as f:
    for number, line in enumerate(f, 1):
        print(number, line.rstrip())
    f.seek(0)
    print(next(f), f.readline(3), f.readline(), repr(f.readline()))
for use in [f.getvalue, f.read, lambda: f.write("x"), lambda: f.seek(0), lambda: iter(f), f.tell]:
    try:
        use()
    except ValueError as e:
        print(e)
s = io.StringIO()
for use in [
    lambda: s.write(5), lambda: s.write(b"x"), lambda: s.seek(-1), lambda: s.seek(1, 1),
    lambda: s.seek(0, 9), lambda: s.truncate(-1), lambda: io.StringIO(5), lambda: s.nothing,
]:
    try:
        use()
    except Exception as e:
        print(type(e).__name__, e)
print(type(s), isinstance(s, io.TextIOBase), isinstance(s, io.IOBase))
b = io.BytesIO(b"hello")
print(b.read(2), b.tell(), b.seek(-1, 2), b.read(), b.getvalue(), b.write(b"xx"), b.getvalue())
print(b.seek(1), b.readline(), b.seek(0), list(b), b.truncate(2), b.getvalue(), type(b))
b.seek(5)
b.write(bytearray(b"!"))
print(b.getvalue(), io.BytesIO(b"a\nb").readlines())
for use in [lambda: b.write("x"), lambda: b.seek(-1), lambda: io.BytesIO("x"), lambda: b.seek(0, 4)]:
    try:
        use()
    except Exception as e:
        print(type(e).__name__, e)
b.close()
for use in [b.read, b.getvalue, lambda: b.write(b"")]:
    try:
        use()
    except ValueError as e:
        print(e)
