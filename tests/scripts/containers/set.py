s = {3, 1, 2, 3, 1}
print(len(s), sorted(s), 3 in s, 9 not in s, set(), {1}, frozenset([1]), frozenset(), set("a"))
s.add(4)
s.add(1)
s.discard(99)
s.discard(2)
s.update([7, 8], (9,))
print(
    sorted(s),
    sorted({1, 2} | {2, 3}),
    sorted({1, 2, 3} & {2, 3, 4}),
    sorted({1, 2, 3} - {2}),
    sorted({1, 2} ^ {2, 3}),
)
print(
    sorted({1}.union([2], "a" * 0)),
    sorted({1, 2}.intersection([2, 3])),
    sorted({1, 2}.difference([1])),
    sorted({1, 2}.symmetric_difference([2, 5])),
)
print(
    {1, 2} <= {1, 2, 3},
    {1, 2} < {1, 2},
    {1, 2} >= {2},
    {3} > {3},
    {1}.issubset([1, 2]),
    {1, 2}.issuperset([1]),
    {1}.isdisjoint([2]),
    {1, 2} == {2, 1},
    {1} == {1.0},
    {1} != {2},
)
a = {1, 2, 3}
a |= {4}
a &= {2, 3, 4}
a -= {3}
a ^= {2, 10}
print(sorted(a), a.copy() == a, bool(set()), bool({0}), len({True, 1, 1.0}))
a.intersection_update([4])
print(a, a.pop(), a)
f = frozenset("abc")
print(
    sorted(f),
    {f: "key"}[frozenset("cba")],
    f | {"d"} == set("abcd"),
    type(f | {"d"}).__name__,
    type({1} | f).__name__,
    hash(f) == hash(frozenset("bca")),
)
print(
    sorted(set("mississippi")),
    len(set(range(1000)) & set(range(500, 2000))),
    sorted({n % 3 for n in range(10)}),
    max({3, 9, 2}),
    sum({1, 2, 3}),
)
for action in (
    lambda: {1}.remove(5),
    lambda: set().pop(),
    lambda: {[]},
    lambda: {1} + {2},
    lambda: {1} | [2],
    lambda: f.add("z"),
    lambda: {1} < [1],
    lambda: {{1}},
):
    try:
        action()
    except (KeyError, TypeError, AttributeError) as error:
        print(type(error).__name__ + ":", error)
print({1, 2, 3}, repr({"x"}), str(set()), {None})
