# exit: 1
def parse(s):
    try:
        return int(s)
    except ValueError as e:
        raise TypeError(f"bad input {s!r}") from e
def load(items): return [parse(i) for i in items]
try:
    load(["1", "x"])
except TypeError:
    print("retrying")
    raise
