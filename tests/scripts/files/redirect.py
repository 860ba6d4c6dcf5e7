"""sys.stdout is what `print` writes to."""

import contextlib
import io
import sys

old = sys.stdout
sys.stdout = io.StringIO()
print("captured", 1)
sys.stdout.write("direct\n")
got = sys.stdout.getvalue()
sys.stdout = old
print(repr(got))

buffer = io.StringIO()
with contextlib.redirect_stdout(buffer) as target:
    print("hidden", target is buffer)
    with contextlib.redirect_stdout(io.StringIO()) as inner:
        print("deeper")
    print("again", end="")
print(repr(buffer.getvalue()), repr(inner.getvalue()))
errors = io.StringIO()
with contextlib.redirect_stderr(errors):
    print("oops", file=sys.stderr)
print(repr(errors.getvalue()))
try:
    with contextlib.redirect_stdout(buffer):
        raise ValueError("x")
except ValueError:
    print("back")


class Tee:
    def __init__(self, *targets):
        self.targets = targets

    def write(self, text):
        for target in self.targets:
            target.write(text)

    def flush(self):
        pass


copy = io.StringIO()
sys.stdout = Tee(sys.__stdout__, copy)
print("both", "ways", flush=True)
sys.stdout = sys.__stdout__
print(repr(copy.getvalue()))
print(sys.stdin.readline() == "", list(sys.stdin), sys.stdin.read() == "")
print("end", file=None)
