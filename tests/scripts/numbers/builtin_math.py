print(abs(-3), abs(3.5), abs(-0.0), abs(False), abs(-(10**30)))
print(min(3, 1, 2), max(3, 1, 2), min([4, 2, 8]), max("hello"), min((2.5, 2)), max([1, 1.0, True]))
print(
    min([], default=None),
    max((), default=7),
    max([3, -5, 4], key=abs),
    min(["bb", "a", "ccc"], key=len),
)
print(max("apple", "fig", key=len), max([(1, "b"), (1, "a")]), min([[2], [1, 5]]))
print(
    sum([]),
    sum([1, 2, 3]),
    sum((0.5, 0.25)),
    sum(range(101)),
    sum([1, 2], 10),
    sum([[1], [2]], []),
    sum([1, 2], start=5),
)
print(divmod(17, 5), divmod(-17, 5), divmod(17.5, 5), divmod(10**20, 7))
print(hex(255), hex(-255), hex(0), oct(8), oct(-8), bin(10), bin(-10), hex(2**70), bin(0))
print(
    any([]),
    all([]),
    any([0, "", 3]),
    all([1, "x", 0]),
    any(x > 2 for x in range(4)),
    all(x < 2 for x in range(4)),
)
print(ord("a"), ord("é"), ord("😀"), chr(97), chr(8364), chr(128512), ascii("é€a😀"))
print(int.__name__, int("12") + 1, float("2.5") * 2)
