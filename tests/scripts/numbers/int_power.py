print(2**10, 2**0, 0**0, (-2) ** 3, -(2**2), (-2) ** 2, 2**-1, (-2) ** -3)
print(2**3**2, (2**3) ** 2, 2 ** -(2**2))
print(10**25, 3**50, (-3) ** 41, 7**1)
print(2**0.5, 4**0.5, 2.0**10, 2**10.0, 0.0**0, 1**10**6)
print(pow(3, 4), pow(3, 4, 5), pow(2, 1000, 1_000_007), pow(-3, 3, 7), pow(2, -1), pow(2.0, 3))
print(pow(10**20, 10**5, 997), 5**3 % 7)

for base, exponent in ((0, -1), (0.0, -1), (0, -0.5)):
    try:
        base**exponent
    except ZeroDivisionError:
        print("zero to a negative power")

try:
    2.0**10000
except OverflowError as error:
    print("OverflowError:", error)

x = 3
x **= 4
print(x)
