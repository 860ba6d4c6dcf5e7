"""A NaN differs from itself, in conditions too; containers ask for identity first."""

nan = float("nan")


def differs(x):
    if x != x:
        return "yes"
    return "no"


def same(x):
    if x == x:
        return "yes"
    return "no"


for x in (nan, 1.0, float("inf"), 5, "a", None):
    print(x, differs(x), same(x), [1 if x != x else 2], x == x, not x == x)
count = 0
while nan != nan:
    count += 1
    if count == 3:
        break
print(count, nan in [nan], [nan] == [nan], (nan,) == (nan,), [nan].index(nan), [nan].count(nan))
print(nan < nan, nan <= nan, not nan > 1, max(1.0, nan), min(nan, 1.0), {nan: 1}[nan])
print(sorted([3.0, 1.0, 2.0]), [x for x in (1.0, nan, 2.0) if x == x])
