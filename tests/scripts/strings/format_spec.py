# The format mini-language, by format() on every type.
integers = [
    "d",
    "5d",
    "<5d",
    ">5",
    "^5",
    "05d",
    "+d",
    " d",
    "-d",
    ",",
    "_",
    "x",
    "X",
    "#x",
    "#X",
    "o",
    "#o",
    "b",
    "#b",
    "c",
    "010,",
    "+,d",
    "=+6d",
    "*>6",
    "e",
    "f",
    ".1f",
    "%",
    "_x",
    "#010b",
    "n",
]
for spec in integers:
    print(
        spec.rjust(6),
        [format(value, spec) for value in (66, 0) if not (spec == "c" and value == 0)],
    )
print(
    [format(value, ",") for value in (0, 999, 1000, -1234567, 10**20)],
    [format(-5, spec) for spec in ("x", "05", "=5", "b", "+", " ")],
)

floats = [
    "",
    "f",
    ".0f",
    ".1f",
    "8.2f",
    "<8.2f",
    "08.2f",
    "+.2f",
    " .2f",
    ",.2f",
    "e",
    ".2e",
    "E",
    "g",
    ".3g",
    ".10g",
    "G",
    "%",
    ".1%",
    "#.0f",
    ".0e",
    "10",
    "_.1f",
    ".3",
    "=+9.1f",
]
for spec in floats:
    print(
        spec.rjust(6),
        [format(value, spec) for value in (3.14159, -2.5, 0.0, 1234567.891, 1e-7, 1e20)],
    )
print(
    [format(value, ".2f") for value in (float("inf"), float("-inf"), float("nan"))],
    format(float("inf"), "6"),
    format(float("nan"), "e"),
)

for spec in ("", "s", "8", "<8", ">8", "^8", "*^9", ".2", "8.2", "=<5s", "ñ>4"):
    print(spec.rjust(6), [format(value, spec) + "|" for value in ("abc", "", "é")])

for value, spec in (
    (1, "s"),
    ("a", "d"),
    (1.5, "d"),
    (1.5, "x"),
    ("a", "+"),
    (1, ".2d"),
    ([], "5"),
    (None, "5"),
    (1, "q"),
    ("a", ","),
    ("a", "=5"),
    (1, "5.5.5"),
):
    try:
        print(format(value, spec))
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", error)
