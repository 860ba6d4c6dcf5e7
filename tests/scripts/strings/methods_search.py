s = "the cat sat on the mat"
print(
    s.find("at"),
    s.find("at", 6),
    s.find("at", 6, 9),
    s.find("dog"),
    s.find(""),
    s.rfind("at"),
    s.rfind("the"),
    s.rfind("x"),
)
print(
    s.index("cat"),
    s.rindex("the"),
    s.count("at"),
    s.count("the", 1),
    s.count(""),
    "aaaa".count("aa"),
)
print(
    s.startswith("the"),
    s.startswith("cat", 4),
    s.startswith(("a", "the")),
    s.endswith("mat"),
    s.endswith(("x", "y")),
    s.endswith(""),
)
print(
    s.replace("at", "og"),
    s.replace("at", "og", 1),
    s.replace("x", "y"),
    "aaa".replace("a", ""),
    "ab".replace("", "-"),
)
print(s.removeprefix("the "), s.removesuffix("mat"), s.removeprefix("x"))
print("ñandú".find("d"), "a😀b".find("b"), "a😀b".index("😀"))
print(
    "cat" in s, "dog" in s, s.partition(" "), s.rpartition(" "), s.partition("x"), s.rpartition("x")
)
for call in (
    lambda: s.index("dog"),
    lambda: s.rindex("dog"),
    lambda: s.partition(""),
    lambda: s.split(""),
):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", error)
