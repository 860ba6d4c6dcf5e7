# Shifts and bitwise operators treat negative numbers as infinitely many leading ones.
for a, b in (
    (12, 10),
    (-12, 10),
    (12, -10),
    (-12, -10),
    (0, -1),
    (2**70, 2**69 + 1),
    (-(2**70), 255),
):
    print(a, b, a & b, a | b, a ^ b, ~a)

for shift in (0, 1, 5, 31, 62, 63, 64, 100):
    print(shift, 1 << shift, -1 << shift, 2**100 >> shift, -(2**100) >> shift, -5 >> shift)

print(0 << 1000, 1 >> 1000, -1 >> 1000)
print((1 << 64) - 1 == 0xFFFFFFFFFFFFFFFF, (1 << 200) >> 199)
print(
    True << 3,
    True & False,
    True | False,
    True ^ True,
    type(True & True).__name__,
    type(True & 1).__name__,
)

bits = 0
bits |= 6
bits ^= 3
bits <<= 4
bits >>= 1
bits &= 0b101111
print(
    bits, bin(bits), (255).bit_length(), (2**70).bit_length(), (0).bit_length(), (-8).bit_length()
)

for expression in (lambda: 1 << -1, lambda: 1 >> -1):
    try:
        expression()
    except ValueError as error:
        print("ValueError:", error)
try:
    1.0 << 2
except TypeError as error:
    print("TypeError:", error)
