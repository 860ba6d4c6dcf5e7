"""What a SyntaxError says of itself."""

e = SyntaxError("m", ("dir/f.py", 1, 2, "text"))
print(e, repr(e), e.filename, e.lineno, e.offset, e.text, e.msg, e.args)
e = SyntaxError("m"); print(e, repr(e), e.msg, e.lineno, e.filename, e.args)
e = SyntaxError(); print(repr(str(e)), repr(e), e.msg)
e = SyntaxError("m", ("f", 3, 2, "text", 4, 5)); print(e, e.end_lineno, e.end_offset)
e = SyntaxError("m", ("f", None, 2, "text")); print(e)
e = SyntaxError("m", (None, 3, 2, "text")); print(e)
try: SyntaxError("m", (1, 2))
except Exception as x: print(type(x).__name__, x)
try: SyntaxError("m", 1)
except Exception as x: print(type(x).__name__, x)
try: compile("x = = 1", "a/b.py", "exec")
except SyntaxError as e: print(e); e.lineno = 77; print(e); e.msg = "other"; print(e)
try: exec("  x = 1")
except IndentationError as e: print(e, type(e))
class My(SyntaxError): pass
print(My("a", ("f", 1, 2, "t")))
for text in ("1 +", "(", "x = )", "return 1", "'abc", "a b", "1 = x", "if 1:\nx", "  x"):
    try:
        exec(text)
    except SyntaxError as error:
        print(type(error).__name__, error, error.msg, error.lineno)
