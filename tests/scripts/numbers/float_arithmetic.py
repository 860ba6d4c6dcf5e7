print(7 / 2, -7 / 2, 6 / 3, 1 / 3, 10**20 / 3, 2**64 / 2**62)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, -7.5 % -2, divmod(-7.5, 2))
print(1.5 + 1, 1 + 1.5, 2 * 1.5, 3 - 0.5, True + 0.5, 1e16 + 1, 2**53 + 1.0)
print(0.1 + 0.2 == 0.3, abs(0.1 + 0.2 - 0.3) < 1e-9, 0.1 * 3, 1.1 * 1.1)
print(-0.0 == 0.0, 0.0 * -1, -0.0 + 0.0, 5 % 0.3, 1e300 * 1e10, -1e300 * 1e10)

inf = float("inf")
nan = float("nan")
print(inf > 10**400, -inf < -(10**400), inf == inf, inf - inf, inf * 0, 1 / inf, -1 / inf)
print(nan == nan, nan != nan, nan < 1, nan > 1, nan in [nan], [nan] == [nan], 1 < nan < 2)
print(5.0 // inf, -5.0 // inf, 5.0 % inf, -5.0 % inf)

print(2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**22 == 1e22, 10**23 == 1e23)
print((2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio())

for expression in (lambda: 1.0 / 0, lambda: 1 / 0.0, lambda: 1.0 // 0, lambda: 1.0 % 0.0):
    try:
        expression()
    except ZeroDivisionError:
        print("division by zero")
try:
    10**400 / 3
except OverflowError as error:
    print("OverflowError:", error)
try:
    float(10**400)
except OverflowError as error:
    print("OverflowError:", error)
