empty, single, pair = (), (1,), (1, 2)
print(
    empty,
    single,
    pair,
    len(pair),
    (1, 2) == pair,
    pair[0],
    pair[-1],
    pair[::-1],
    pair + (3,),
    pair * 2,
)
print(
    tuple(),
    tuple("ab"),
    tuple([1, [2]]),
    tuple(range(3)),
    (1, 2, 1).count(1),
    (1, 2, 1).index(2),
    2 in pair,
)
print(
    (1, 2) < (1, 3),
    (1,) < (1, 0),
    ("a", 1) < ("b", 0),
    hash((1, 2)) == hash((1, 2)),
    {(1, 2): "key"}[(1, 2)],
    () == (),
)
a, b = pair
b, a = a, b
print(a, b, type(pair).__name__, (lambda: (1, 2))(), sorted([(2, "a"), (1, "b"), (1, "a")]))
x = 1, 2, *[3, 4], *"ab"
print(x, (*x, 0), [*x, *pair], {*pair, 5})
for action in (
    lambda: pair[5],
    lambda: pair.index(9),
    lambda: hash(([],)),
    lambda: (1, 2).append(3),
):
    try:
        print(action())
    except (IndexError, ValueError, TypeError, AttributeError) as error:
        print(type(error).__name__ + ":", error)
try:
    pair[0] = 1
except TypeError as error:
    print("TypeError:", error)
try:
    del pair[0]
except TypeError as error:
    print("TypeError:", error)
t = ([1], 2)
try:
    t[0] += [9]
except TypeError as error:
    print("TypeError:", error, t)
points = [(3, "c"), (1, "a"), (2, "b")]
for number, letter in sorted(points):
    print(number, letter, end=" ")
print()
