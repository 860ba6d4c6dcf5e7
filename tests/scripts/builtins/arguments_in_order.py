# Which of several wrong arguments CPython complains about.


def tell(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


tell(bytes, None, True)
tell(bytes, 3, "utf-8")
tell(bytearray, [1], 2)
tell(bytes, "a", "utf-8", 3)
tell(bytes, "a")
tell(int, None, 1)
tell(int, "1", 1)
tell(int, 5, 40)
tell(int, 5, 10)
tell(int, bytearray(b"ab"))
tell(int, bytearray(b"12"))
tell(float, bytearray(b"ab"))
tell(float, b"ab")
tell(ord, bytearray(b"ab"))
tell(ord, bytearray(b"a"))
tell(ord, b"")
tell(pow, 3.5, "a", 1)
tell(pow, 2, 3, 2.5)
tell(pow, "a", 2, 3)
tell(sum, 0, "a")
tell(sum, [], "a")
tell(sum, None, b"")
tell(sum, [[1], [2]], [])
tell(b"hello".find, None, "a")
tell(b"hello".count, -1, [])
tell(b"hello".index, "a")
tell(bytearray(b"hello").rfind, 300)
tell(b"hello".find, b"l", None, None)
tell("a".maketrans, 1, 2, 3, 4)
tell("a".maketrans)
tell(float.fromhex, "0x1p3")
for digits in (object(), "a", [], None, True):
    tell(lambda digits: type(round(True, digits)).__name__, digits)
    tell(lambda digits: round(2.5, digits), digits)
for index in (1, slice(0), "a", None):
    tell(lambda index: object[index], index)
    tell(lambda index: int[index], index)
