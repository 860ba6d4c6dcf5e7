"""What bytearray objects to."""

b = bytearray()
x = bytearray(b"a,b,,c")
for f in [lambda: b.pop(), lambda: x.__setitem__(0, 256), lambda: x.__setitem__(0, "a"), lambda: x[10], lambda: x.__setitem__(10, 1), lambda: x.append(-1), lambda: x.append("a"), lambda: x.extend(5), lambda: x.extend([300]), lambda: x.remove(0), lambda: x.pop(99), lambda: hash(x), lambda: bytearray("abc"), lambda: bytearray(-1), lambda: bytearray([256]), lambda: bytearray(1.5), lambda: x["a"], lambda: x + "a", lambda: x + 1, lambda: x.__setitem__(slice(0, 2), 5), lambda: x.__setitem__(slice(0, 2), "ab"), lambda: x.__setitem__(slice(None, None, 2), b"a"), lambda: x.index(b"zz"), lambda: x < 1, lambda: x.foo, lambda: "a" in x, lambda: 300 in x, lambda: x.find("a")]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
