class Both:
    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"


class OnlyRepr:
    def __repr__(self):
        return "only repr"


class OnlyStr:
    def __str__(self):
        return "only str"


b = Both()
print(
    b,
    repr(b),
    [b],
    (b,),
    {b: b},
    {"k": b},
    f"{b} {b!r} {b!s}",
    "%s %r" % (b, b),
    "{} {!r}".format(b, b),
    str([b]),
)
print(OnlyRepr(), str(OnlyRepr()), [OnlyRepr()], OnlyStr(), repr(OnlyStr())[:18])
print(
    Both,
    type(b),
    int,
    [int, str],
    Both.__name__,
    type(Both),
    type(None),
    type(print).__name__,
    type(...) is type(Ellipsis),
    ...,
)


class BadRepr:
    def __repr__(self):
        return 5


class BadStr:
    def __str__(self):
        return None


for action in (
    lambda: repr(BadRepr()),
    lambda: str(BadStr()),
    lambda: [BadRepr()].__repr__(),
    lambda: f"{BadStr()}",
):
    try:
        print(action())
    except TypeError as error:
        print("TypeError:", error)


class Tree:
    def __init__(self, *children):
        self.children = list(children)

    def __repr__(self):
        return f"Tree({', '.join(map(repr, self.children))})"


print(Tree(Tree(), Tree(Tree(), 1), "leaf"))


print(
    str(Exception("a")),
    repr(Exception("a")),
    repr(ValueError("a", 1)),
    str(KeyError("k")),
    repr(KeyError()),
    str(OSError()) == "",
)
