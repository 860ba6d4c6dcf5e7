# Lengths and counts that are too large, wrong bytes, and what numbers cannot be read from.
class Long:
    def __len__(self):
        return 10**25


class Negative:
    def __len__(self):
        return -5


class Index:
    def __index__(self):
        return 10**25


class Other:
    pass


def attempt(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: len(Long()))
attempt(lambda: bool(Long()))
attempt(lambda: not Long())
attempt(lambda: len(Negative()))
attempt(lambda: bool(Negative()))
attempt(lambda: [1] * Index())
attempt(lambda: "a" * Index())
attempt(lambda: b"a" * Index())
attempt(lambda: (1,) * Index())
attempt(lambda: b"a" * 10**25)
attempt(lambda: b"ab" * 2**62)
attempt(lambda: "ab" * 2**62)
attempt(lambda: [1, 2] * 2**62)
attempt(lambda: b"a".find(300))
attempt(lambda: b"a".index(-1))
attempt(lambda: b"a".count(256))
attempt(lambda: 300 in b"a")
attempt(lambda: bytes([300]))
attempt(lambda: float(b"ab"))
attempt(lambda: float(b"1.5"))
attempt(lambda: int(b"ab"))
attempt(lambda: int(b"12"))
attempt(lambda: int(b"\xff"))
attempt(lambda: int(b"zz", 16))
attempt(lambda: pow(1, 2, Other()))
attempt(lambda: pow(1, Other(), 3))
attempt(lambda: pow(Other(), 2, 3))
