# Floor division and remainder follow the sign of the divisor.
for a in (7, -7, 0, 1, -1, 12, -12):
    for b in (2, -2, 3, -3, 12, -5):
        print(a, b, a // b, a % b, divmod(a, b), (a // b) * b + a % b == a)

print(-7 // 2 * 2, -(7 // 2), (-7) % 3 - 7 % -3)
print(2**63 // -3, 2**63 % -3, -(2**63) // 3, -(2**63) % 3)
print((-(2**63)) // -1, (-(2**63)) % -1)

for expression in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0)):
    try:
        expression()
    except ZeroDivisionError as error:
        print("ZeroDivisionError")
