print(
    "a b  c".split(),
    "a b  c".split(" "),
    "".split(),
    "".split(","),
    "  x  ".split(),
    "a,b,c".split(","),
    "a,b,c".split(",", 1),
)
print(
    "a b c".split(None, 1),
    "a,b,c".rsplit(",", 1),
    " a b c ".rsplit(None, 1),
    "a--b--c".split("--"),
    "abc".split("x"),
)
print("a b c".split(maxsplit=1), "a,b".split(sep=","), "x\ty\nz\r\nw".split())
print(
    "one\ntwo\r\nthree\rfour\n".splitlines(),
    "one\ntwo".splitlines(True),
    "".splitlines(),
    "\n".splitlines(),
)
print(
    ",".join(["a", "b", "c"]),
    "".join([]),
    "-".join("abc"),
    ", ".join(str(n) for n in range(4)),
    " ".join(("x",)),
)
print(
    "  x ".strip() + "|",
    "  x ".lstrip() + "|",
    "  x ".rstrip() + "|",
    "xxaxx".strip("x"),
    "abcba".strip("ab"),
    "abc".strip("xyz"),
    "[(1)]".strip("[]()"),
)
print("\n\t x \n".strip(), "mississippi".lstrip("im"), "mississippi".rstrip("ip"))
try:
    "a".split("")
except ValueError as error:
    print("ValueError:", error)
for items in (["a", 1], [None], ["a", "b", ["c"]]):
    try:
        ",".join(items)
    except TypeError as error:
        print("TypeError:", error)
