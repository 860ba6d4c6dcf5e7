def grade(points):
    if points >= 90:
        return "A"
    elif points >= 80:
        return "B"
    elif points >= 70:
        return "C"
    else:
        return "F"


print([grade(points) for points in (95, 90, 85, 70, 12)])
for value in (
    0,
    1,
    "",
    "0",
    [],
    [0],
    None,
    0.0,
    -0.0,
    (),
    {},
    {0: 0},
    set(),
    range(0),
    range(1),
    float("nan"),
):
    print(repr(value), "true" if value else "false", not value)
x = 5
print(
    "neg" if x < 0 else "zero" if x == 0 else "pos",
    (x > 3 and "big") or "small",
    x if x > 10 else -x,
)
if x > 3 and not x > 10 or False:
    print("compound")
if not (x == 5):
    print("no")
elif x != 5:
    print("no")
else:
    print("five")
assert x == 5, "not shown"
assert (x, 5)[0]
try:
    assert x == 6, f"x is {x}"
except AssertionError as error:
    print("AssertionError:", error, error.args)
try:
    assert not x
except AssertionError as error:
    print("AssertionError:", error, error.args)
print(None is None, x is x, [] is [], x is not None, 1 if [] else 2)
