big = range(10**20, 10**20 + 10, 3)
print(big, len(big), list(big), big[1], big[-1], big[::-1], list(reversed(big)), big[1:3], bool(big))
print(10**20 + 3 in big, 10**20 + 4 in big, "a" in range(3), big.index(10**20 + 6), big.count(10**20), big.start, big.stop, big.step)
print(big == range(10**20, 10**20 + 11, 3), hash(big) == hash(range(10**20, 10**20 + 11, 3)), type(big), type(iter(big)), isinstance(big, range))
print(range(0, 10**30, 10**29)[3:], range(10**30)[5:8], range(-10**30, 10**30)[10**30], range(10**30)[10**30 - 1])
for action in (lambda: big[100], lambda: big["a"], lambda: len(range(10**30)), lambda: big.index(1), lambda: range(10**20, 5, 0), lambda: big[1.5], lambda: range(5)[10**30], lambda: range(10**20, "a"), lambda: range(5)["a":], lambda: range(10**20)[::0], lambda: big.foo):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)
for i in range(2**63 - 2, 2**63 + 2): print(i)
print(sum(range(10**20, 10**20 + 3)), max(range(10**20)[:2]), sorted(range(10**20 + 3, 10**20, -1)))
print([*zip(range(3), range(10**25, 10**26))], f"{range(2**70)!r}", range(2**70, 0), bool(range(2**70, 0)))
print(list(enumerate(range(10**20, 10**20 + 2))), {*range(2**64, 2**64+2)})
a, b = range(2**64, 2**64 + 2)
print(a, b, next(iter(range(2**64, 2**65))))
class I:
    def __index__(self): return 2**65
print(range(I())[I() - 0 if False else 5], range(I()), I() in [1], range(10**30)[I():][0])
