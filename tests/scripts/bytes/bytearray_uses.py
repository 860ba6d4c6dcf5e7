"""bytearray in operators, conversions and loops."""

x = bytearray(b"a,b,,c")
print(97 in x, b"a," in x, x != b"zz", {bytes(x): 1}, isinstance(x, bytearray), type(x), bytes(x), int(bytearray(b"12")), float(bytearray(b"1.5")), int.from_bytes(bytearray(b"\x01\x00"), "big"), str(bytearray(b"hi"), "ascii"), str(x))
def g():
    yield 1; yield 2
y = bytearray(g()); y.extend(g()); y[1:1] = g(); print(y, [hex(i) for i in y], max(y), sum(y), sorted(y), y[::-1], bytearray.fromhex("0a 0B"))
for i, v in enumerate(bytearray(b"ab")): print(i, v)
it = iter(y); print(next(it), type(it))
y = bytearray(b"x"); z = y; z += b"y"; print(y is z, y)
a = bytearray(b"abc"); a[1:2] = []; print(a); a[1:1] = range(3); print(a)
