"""What changes nothing gives the object itself; what is empty or one character is there once."""


def made(*parts):
    return "".join(parts)


s = made("ab", "c d", "eee")
t = made("xy", "z")
print("sum", s + "" is s, "" + s is s, s * 1 is s, 1 * s is s)
print("slice", s[:] is s, s[0:100] is s, s[::1] is s, s[1:] is s[1:])
print("strip", s.strip() is s, s.lstrip() is s, s.rstrip("x") is s, s.removeprefix("zz") is s, s.removesuffix("zz") is s)
print("pad", s.ljust(1) is s, s.rjust(2) is s, s.center(2) is s, s.zfill(2) is s, s.expandtabs() is s)
print("replace", s.replace("Q", "r") is s, s.replace("a", "a", 0) is s)
print("split", s.split("Q")[0] is s, s.rsplit("Q")[0] is s, t.split()[0] is t, t.rsplit()[0] is t, s.splitlines()[0] is s)
print("partition", s.partition("Q")[0] is s, s.rpartition("Q")[2] is s)
print("join", "".join([s]) is s, "-".join((s,)) is s, "".join([s, ""]) is s)
print("format", "{}".format(s) is s, "{:2}".format(s) is s, "{!s}".format(s) is s, "{x}".format(x=s) is s, s.format() is s)
print("more", "{}{}".format("", s) is s, "{}{}".format(s, "") is s, "{0}!".format(s) is s)
print("percent", "%s" % s is s, "%s" % (s,) is s, "%.20s" % s is s, "%(a)s" % {"a": s} is s, "%s%s" % (s, "") is s)
print("f", f"{s}" is s, f"{s!s}" is s, f"{s:1}" is s, f"{s}{''}" is s)
print("str", str(s) is s, format(s) is s, format(s, "") is s, format(s, "2") is s, s.__str__() is s)
print("new", s.lower() is s, s.casefold() is s, s.encode().decode() is s, s.swapcase().swapcase() is s)

b = bytes([65, 66, 67])
print("bytes", b[:] is b, b + b"" is b, b"" + b is b, b * 1 is b, bytes(b) is b, b"".join([b]) is b)
print("methods", b.strip() is b, b.replace(b"q", b"r") is b, b.split(b"q")[0] is b, b.rsplit()[0] is b, b.splitlines()[0] is b)
print("parts", b.partition(b"q")[0] is b, b.rpartition(b"q")[2] is b, b.ljust(1) is b, b.center(1) is b, b.zfill(1) is b)
print("affix", b.removeprefix(b"z") is b, b.removesuffix(b"z") is b, b.translate(None) is b, b.lower() is b)

u = tuple([1, 2])
print("tuple", u[:] is u, tuple(u) is u, u * 1 is u, u + () is u, () + u is u, u[0:2] is u)
nothing = ()
print("empty", u[5:] is nothing, u * 0 is nothing, u[:0] is nothing, tuple(x for x in []) is nothing, tuple([]) is nothing)
text = ""
print("no text", s[5:5] is text, "".join([]) is text, str() is text, made() is text)
one = s[0]
print("one", s[0] is one, chr(97) is one, "a,b".split(",")[0] is one, [c for c in "xa"][1] is one)
print("latin", b[0:1] is bytes([65]), bytes() is b[5:])
print("id", id(s[0]) == id(one), id(chr(233)) == id("\u00e9xy"[0]), id(s[3:3]) == id(text), id(u[2:]) == id(nothing))
