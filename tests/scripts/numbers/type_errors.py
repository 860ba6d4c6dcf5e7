# Messages of operators and builtins that do not fit their operands.
five, nothing, text, numbers = 5, None, "abc", [1]

cases = [
    lambda: 1 + "1", lambda: "1" + 1, lambda: 1 - None, lambda: [] + (), lambda: "a" * "b", lambda: "a" - "b",
    lambda: [1] * 1.5, lambda: {} + {}, lambda: None + 1, lambda: -"a", lambda: ~1.5, lambda: +[],
    lambda: 1 < "2", lambda: [] < 1, lambda: None < None, lambda: {} > {}, lambda: (1,) >= [1],
    lambda: 1 in 2, lambda: "a" in 1, lambda: 1 in "a", lambda: 1 & 1.0, lambda: "a" % 1, lambda: 2 ** "x",
    lambda: len(5), lambda: five[0], lambda: nothing[0], lambda: five(), lambda: text(), lambda: numbers["a"], lambda: text[1.0],
    lambda: tuple(numbers)["x"], lambda: {}[[]], lambda: hash([]), lambda: {[]: 1}, lambda: {[1]}, lambda: abs("x"),
    lambda: sum(["a"]), lambda: sorted([1, "a"]), lambda: max(1, "a"), lambda: max(), lambda: min(5),
    lambda: chr("a"), lambda: ord("ab"), lambda: ord(1), lambda: iter(5), lambda: next(5), lambda: list(5),
    lambda: range("a"), lambda: "x".join([1]), lambda: "x".join(5), lambda: reversed(5), lambda: enumerate(5),
    lambda: isinstance(1, 2), lambda: int([]), lambda: float(None), lambda: [1, 2].index(3), lambda: (1,).index(2),
    lambda: "abc".index("x"), lambda: [].pop(), lambda: [1].pop(5), lambda: {}.pop("k"), lambda: [].remove(1),
    lambda: set().pop(), lambda: {1}.remove(2), lambda: chr(-1), lambda: dict([1]), lambda: dict([(1, 2, 3)]),
    lambda: tuple(1), lambda: divmod("a", 1), lambda: round([]), lambda: "a" @ "b", lambda: not_defined,
]
for number, case in enumerate(cases):
    try:
        print(number, case())
    except Exception as error:
        print(number, type(error).__name__ + ":", error)
