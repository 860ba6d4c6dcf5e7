# Messages of errors that come up in everyday scripts.
class Thing:
    def __init__(self):
        self.colour = "red"

    def method(self):
        return self.missing


nothing = None
cases = [
    lambda: Thing().colr,
    lambda: Thing().method(),
    lambda: Thing.color,
    lambda: undefined_name,
    lambda: [1, 2, 3][10],
    lambda: (1, 2)[-5],
    lambda: "abc"[7],
    lambda: {"a": 1}["b"],
    lambda: {1: 2}[(3, 4)],
    lambda: int("12a"),
    lambda: int("a" * 5, 10),
    lambda: float("x y"),
    lambda: [].pop(),
    lambda: {}.popitem(),
    lambda: [1].remove(3),
    lambda: [1].index(3),
    lambda: "a,b".index(";"),
    lambda: next(iter(())),
    lambda: chr(1114112),
    lambda: ord(""),
    lambda: "{} {}".format(1),
    lambda: "%d" % "x",
    lambda: "x" + 1,
    lambda: 1 + "x",
    lambda: [] + 1,
    lambda: None + None,
    lambda: len(None),
    lambda: nothing(),
    lambda: None.attribute,
    lambda: "text".push(1),
    lambda: [].length,
    lambda: {}.has_key("a"),
    lambda: (5).bits,
    lambda: sum([1, "a"]),
    lambda: sorted([1, None]),
    lambda: list(7),
    lambda: dict(5),
    lambda: set(5),
    lambda: tuple(None),
    lambda: "".join([1, 2]),
    lambda: round("x"),
    lambda: abs(None),
    lambda: divmod(1, 0),
    lambda: pow(2, 3, 0),
    lambda: 5 % 0,
    lambda: 5.0 // 0,
    lambda: 0**-1,
    lambda: undefined.attr,
    lambda: isinstance(1, "int"),
    lambda: issubclass(1, int),
    lambda: range(1, 5, 0),
    lambda: hash({}),
    lambda: {1: 2}.update(3),
    lambda: "abc".split(5),
    lambda: "abc".startswith(5),
    lambda: "abc".center(),
    lambda: type(1, 2),
    lambda: int("5", 99),
    lambda: "a".zfill("3"),
]
for number, case in enumerate(cases):
    try:
        print(number, case())
    except Exception as error:
        print(number, type(error).__name__, "|", error)
