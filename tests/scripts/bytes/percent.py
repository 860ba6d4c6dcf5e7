# The operator % of bytes.
class Bytes:
    def __bytes__(self):
        return b"own"


for template, values in [
    (b"%s", b"x"),
    (b"%s and %s", (b"a", bytearray(b"b"))),
    (b"%b|%5b|%-5b|%.1b", (b"z", b"ab", b"ab", b"ab")),
    (b"%d %i %5d|%-5d|%05d|%+d", (1, 2, 3, 4, 5, 6)),
    (b"%x %X %o %#x", (255, 255, 8, 255)),
    (b"%.2f %e %g %8.3f|", (1.234, 1.5, 0.1, 3.14159)),
    (b"%c%c%c", (65, b"B", bytearray(b"C"))),
    (b"%a %r", ("caf\u00e9", [1])),
    (b"100%%", ()),
    (b"%s", Bytes()),
    (b"%(name)s is %(age)d", {b"name": b"Ada", b"age": 36}),
    (b"%*d|%-*d|%.*f", (5, 42, 4, 7, 2, 1.239)),
    (bytearray(b"<%s>"), b"mutable"),
    (b"\xff%s\x00", b"\xfe"),
    (b"no values", ()),
]:
    print(template % values)
for template, values in [
    (b"%s", "text"),
    (b"%s", 5),
    (b"%d", "a"),
    (b"%x", 1.5),
    (b"%s%s", b"a"),
    (b"%s", (b"a", b"b")),
    (b"%c", 300),
    (b"%c", "a"),
    (b"%", 1),
    (b"%y", 1),
    (b"%(a)s", 5),
    (b"%(a)s", {"a": b"x"}),
    (b"%d", ()),
    (b"none", 5),
]:
    try:
        print(template % values)
    except (TypeError, ValueError, OverflowError, KeyError) as error:
        print(type(error).__name__, error)
parts = b"GET %s HTTP/1.1\r\nHost: %s\r\n"
parts %= (b"/index", b"example")
print(parts)
