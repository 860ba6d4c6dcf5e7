# Integers have no upper end.
limit = 2**63
print(limit - 1, limit, limit + 1, -limit, -limit - 1)
print(limit * limit, limit**3)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * 2)
print(abs(-limit), -(-limit), ~limit, ~-limit)
print(3037000500 * 3037000500, -3037000500 * 3037000500)

factorial = 1
for n in range(1, 31):
    factorial *= n
print(factorial)
for n in range(30, 0, -1):
    factorial //= n
print(factorial, type(factorial).__name__)

big = 10**40 + 7
print(big % 97, big // 10**20, big % 10**20, -big // 3, -big % 3, divmod(-big, 10**19))
print(big == 10**40 + 7, big > 1e40, big < 10**40, big != big + 1, hash(big) == hash(10**40 + 7))
print(str(big), repr(-big), f"{big:,}", "%d" % big)
print(int("123456789012345678901234567890"), int("-99999999999999999999"))
print(big - big, (big - big) is not None, bool(big - big))
print(sum([limit, limit, -limit]), max(big, limit), min(-big, limit))
print(1_000_000_000_000_000_000_000, 0xFFFFFFFFFFFFFFFFFFFF, 0b1 << 70)
