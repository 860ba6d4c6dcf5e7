print(
    list("ab"),
    tuple([1]),
    set([1]),
    dict([("a", 1)]),
    str(1.0),
    int("7"),
    float("7"),
    bool("x"),
    list({"k": 1}),
    tuple({1: 2}.items()),
)
print(
    repr("a'b"),
    repr(1.0),
    repr([None]),
    str(None),
    ascii("é"),
    chr(960),
    ord("π"),
    hex(3735928559),
    oct(64),
    bin(37),
)
print(
    type(1),
    type("a"),
    type(1.0),
    type([]),
    type(()),
    type({}),
    type(set()),
    type(None),
    type(True),
    type(range(1)),
    type(frozenset()),
)
print(
    type(1) is int,
    type(1) == int,
    type([]) in (list, tuple),
    type(type(1)),
    int.__name__,
    type(lambda: 0).__name__,
    type(x for x in []).__name__,
)
print(
    isinstance(1, int),
    isinstance(1, (str, int)),
    isinstance("a", (int, (float, str))),
    isinstance(None, type(None)),
    isinstance(int, type),
    issubclass(bool, (str, int)),
)
print(
    callable(print),
    callable(int),
    callable(1),
    callable(lambda: 0),
    hash("a") == hash("a"),
    id(print) == id(print),
    id(None) == id(None),
)
x = [1]
y = x
print(id(x) == id(y), x is y, x is not [1], id(x) != id([1, 2]))
small, same = 256, 255 + 1
print(small is same, None is None, True is (1 == 1), "" == str())
print(int(" 12 "), int(-0.5), int("0b11", 0), float("  1e3  "), str(1e100), sep="|")
print(
    format(1234.5, ",.1f"),
    format("x", ">3"),
    format(5),
    len("abc"),
    len([]),
    len({1: 1}),
    len(range(7)),
    len(set()),
    len(()),
)
print(
    sorted("cab"),
    list(reversed([1, 2])),
    list(enumerate("ab")),
    list(zip("ab", [1, 2])),
    list(map(len, ["a", "bb"])),
    list(filter(None, [0, 1])),
)
print(sum(range(5), 100), min("b", "a"), max([1], [2]), abs(-7), pow(2, 5), round(2.567, 1))
print(
    iter([]) is not None,
    next(iter("x")),
    next(iter(""), "none"),
    any(""),
    all(""),
    divmod(7, 2),
    slice(1, 2, 3),
)
