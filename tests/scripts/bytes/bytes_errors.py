"""What methods of bytes object to."""

for f in [lambda: b"a".center(3, b"xx"), lambda: b"a".ljust(3, "x"), lambda: b"abc".rindex(b"z"), lambda: b"a".split(b""), lambda: b"a".partition(b""), lambda: b"a".translate(b"x"), lambda: bytes.maketrans(b"a", b"bc"), lambda: b"a".hex("ab"), lambda: b"a".hex(5), lambda: b"a" + "b", lambda: b"a".replace("a", "b"), lambda: b"a".join(["x"]), lambda: b"a" % 1 if False else 1, lambda: b"a"[5], lambda: b"a".startswith("a"), lambda: b"a".strip("a"), lambda: b"a".upper(1), lambda: b"a".zfill("x"), lambda: b"a".splitlines(1, 2)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

