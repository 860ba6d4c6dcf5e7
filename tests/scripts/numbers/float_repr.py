# The shortest digits that read back as the same number.
values = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    0.2,
    0.1 + 0.2,
    1 / 3,
    2 / 3,
    1e16,
    1e15,
    123456789012345680.0,
    1e-4,
    1e-5,
    0.00001234,
    1.5e300,
    5e-324,
    1.7976931348623157e308,
    2.5,
    100.0,
    1e22,
    1e23,
    3.141592653589793,
    9007199254740993.0,
    4.35,
    0.3,
    2.0**0.5,
    1e100,
    12345.678,
]
for value in values:
    print(value, repr(value), str(value), float(repr(value)) == value)

print(float("inf"), -float("inf"), float("nan"), 1e308 * 10, -1e308 * 10)
print([1.0, 2.5e-7, 1e20], (0.1,), {1.5: -0.0})
print(1.0 == 1, hash(1.0) == hash(1), {1: "int", 1.0: "float", True: "bool"})
