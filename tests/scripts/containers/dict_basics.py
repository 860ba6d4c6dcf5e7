d = {"one": 1, "two": 2, 3: "three", (4, 5): [4, 5], None: None, 2.5: "float", True: "yes"}
print(d, len(d), d["one"], d[3], d[(4, 5)], d[None], d[1], d[1.0])
d["one"] = 11
d["new"] = "last"
del d["two"]
d["two"] = "moved to the end"
print(d)
print(
    "one" in d,
    1 in d,
    99 in d,
    99 not in d,
    list(d),
    list(d.keys()),
    list(d.values())[:2],
    list(d.items())[-1],
)
print(
    {1: "a", 1.0: "b", True: "c"},
    {"a": 1, "a": 2},
    {},
    dict(),
    dict(a=1, b=2),
    dict([("x", 1), ("y", 2)], z=3),
    dict({"k": "v"}),
)
print(
    {**{"a": 1}, "b": 2, **{"a": 3}},
    {"a": 1} | {"b": 2, "a": 9},
    {"a": 1} == {"a": 1.0},
    {"a": 1, "b": 2} == {"b": 2, "a": 1},
    {} == [],
)
merged = {"a": 1}
merged |= {"b": 2}
print(
    merged,
    dict(zip("abc", range(3))),
    {n: n * n for n in range(4)},
    dict.fromkeys("ab", 0),
    dict.fromkeys([1, 2]),
)
print(
    list(reversed({"a": 1, "b": 2})),
    sorted({"b": 1, "a": 2}),
    max({"b": 1, "a": 2}),
    list(enumerate({"x": 1})),
)
for key in ("missing", 42, (1, 2), None, "it's"):
    try:
        {}[key]
    except KeyError as error:
        print("KeyError:", error, error.args)
try:
    del merged["zzz"]
except KeyError as error:
    print("KeyError:", error)
try:
    {}[[1]] = 2
except TypeError as error:
    print("TypeError:", error)
