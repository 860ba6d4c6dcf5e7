print("%s %r %d %i" % ("x", "x", 5, -5), "%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42))
print(
    "%f %.2f %8.3f|%-8.1f|%e %.1e %g %G"
    % (3.14159, 3.14159, 3.14159, 3.14159, 31415.9, 31415.9, 0.00001, 1e20)
)
print("%x %X %#x %o %#o %c %c %%" % (255, 255, 255, 8, 8, 65, "z"))
print(
    "%s" % "one", "%s" % 5, "%s" % [1, 2], "%s and %s" % ("a", "b"), "%s" % ((1, 2),), "100%%" % ()
)
print(
    "%(name)s is %(age)d, %(name)r" % {"name": "Ada", "age": 36},
    "%10s|%-10s|%.2s" % ("abc", "abc", "abc"),
)
print(
    "%*d|%-*d|%.*f" % (6, 42, 6, 42, 2, 3.14159),
    "%s %s" % (None, True),
    "%d" % 3.99,
    "%d" % True,
    "%s" % {"a": 1},
)
text = "%s"
text %= "in place"
print(text, "%d%s" % (1, "st"), "%5s|%5r" % ("a", "a"), "%r" % "it's", "%a" % "é")
for template, values in (
    ("%s %s", ("a",)),
    ("%s", ("a", "b")),
    ("%d", "x"),
    ("%z", 1),
    ("%(k)s", {}),
    ("%(k)s", 5),
    ("%c", "ab"),
    ("%x", 1.5),
    ("%", 1),
    ("%d", None),
):
    try:
        print(template % values)
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__ + ":", error)
