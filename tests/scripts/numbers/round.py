# round() goes to the nearest, ties to the even neighbour.
for value in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6, 1e20, -2.5000001):
    print(value, round(value), type(round(value)).__name__)

print(
    round(2.675, 2),
    round(1.005, 2),
    round(3.14159, 3),
    round(2.5, 0),
    round(1234.5678, -2),
    round(-0.4, 0),
)
print(
    round(1234, -2),
    round(1250, -2),
    round(1350, -2),
    round(-1250, -2),
    round(7),
    round(7, 3),
    round(10**30 + 5, -1),
)
print(round(True), round(0.1 + 0.2, 10), round(1e-7, 5), round(5e-324, 2), round(1.0, None))
print(round(0.125, 2), round(0.375, 2), round(2.5, 1), round(1e300, 2), round(number=1.5))

for value in ("x", None):
    try:
        round(value)
    except TypeError as error:
        print("TypeError:", error)
try:
    round(float("inf"))
except OverflowError as error:
    print("OverflowError:", error)
