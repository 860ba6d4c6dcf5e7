import itertools
from itertools import chain, count, cycle, islice, repeat

print(
    list(chain([1], "ab", (2,))),
    list(chain()),
    list(chain.from_iterable([[1, 2], [3]])),
    list(islice(count(), 4)),
    list(islice(count(10, 5), 3)),
    list(islice(count(0.5, 0.5), 3)),
)
print(
    list(islice(cycle("ab"), 5)),
    list(repeat("x", 3)),
    list(islice(repeat(0), 2)),
    list(islice(range(10), 2, 8, 3)),
    list(islice("abc", 1, None)),
    list(islice([], 5)),
)
print(
    list(itertools.accumulate([1, 2, 3, 4])),
    list(itertools.accumulate([3, 1, 4], max)),
    list(itertools.accumulate([1, 2], initial=100)),
    list(itertools.takewhile(lambda n: n < 3, [1, 2, 3, 1])),
    list(itertools.dropwhile(lambda n: n < 3, [1, 2, 3, 1])),
)
print(
    list(itertools.product("ab", [1, 2])),
    list(itertools.product([0, 1], repeat=3)),
    list(itertools.product()),
    list(itertools.permutations("abc")),
    list(itertools.permutations([1, 2, 3], 2)),
)
print(
    list(itertools.combinations("abcd", 2)),
    list(itertools.combinations([1], 2)),
    list(itertools.combinations_with_replacement("ab", 2)),
    list(itertools.zip_longest("abc", [1], fillvalue="-")),
)
for key, group in itertools.groupby(
    ["apple", "avocado", "bean", "beet", "ant"], key=lambda word: word[0]
):
    print(key, list(group), end="; ")
print()
print(
    [(key, len(list(group))) for key, group in itertools.groupby("aaabbc")],
    list(itertools.starmap(pow, [(2, 3), (3, 2)])),
    list(itertools.filterfalse(None, [0, 1, ""])),
    list(itertools.compress("abc", [1, 0, 1])),
    list(itertools.pairwise([1, 2, 3])),
)
a, b = itertools.tee(iter([1, 2, 3]))
print(next(a), list(b), list(a))
ids = count(1)
print(
    [next(ids) for _ in range(3)],
    next(ids),
    sum(islice(count(), 100)),
    max(len(list(g)) for _, g in itertools.groupby([1, 1, 2, 2, 2, 1])),
)
