print(int("42"), int("-42"), int("+42"), int("  42\n"), int("1_000"), int("0"), int("007"))
print(
    int("ff", 16),
    int("0xff", 16),
    int("0b101", 2),
    int("z", 36),
    int("0o17", 8),
    int("0x1F", 0),
    int("12", 0),
)
print(int(3.99), int(-3.99), int(1e18), int(True), int(), int(2.0**70))
print(
    float("1.5"),
    float(" -2e3 "),
    float("inf"),
    float("-inf"),
    float("nan"),
    float("1_0.5"),
    float(3),
    float(),
)

for text in ("", "  ", "abc", "1.5", "0x10", "1__0", "_1", "--1", "1 2"):
    try:
        print(int(text))
    except ValueError as error:
        print("ValueError:", error)

for text in ("", "one", "1.2.3", "0x1p3"):
    try:
        print(float(text))
    except ValueError as error:
        print("ValueError:", error)

try:
    int("99", 8)
except ValueError as error:
    print("ValueError:", error)

for value in (None, [1], {}):
    try:
        int(value)
    except TypeError as error:
        print("TypeError:", error)
for value in (float("inf"), float("nan")):
    try:
        int(value)
    except (OverflowError, ValueError) as error:
        print(type(error).__name__ + ":", error)
