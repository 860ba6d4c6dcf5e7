"""A `while` loop of 10^7 turns over a local variable."""


def loop():
    i = 0
    while i < 10_000_000:
        i += 1
    return i


print(loop())
