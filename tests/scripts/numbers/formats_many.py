nums = [3, 1, 4, 1, 5, 9, 2, 6]
print(f"{nums=}", f"{sum(nums)/len(nums)=:.3f}", f"{'a' if nums else 'b'}", f"{nums[0]:>5}", f"{max(nums)!r:*^7}")
words = ["banana", "Apple", "cherry"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), max(words, key=len), words.index("Apple"))
people = [{"n": "A", "a": 30}, {"n": "B", "a": 25}]
print(sorted(people, key=lambda p: p["a"]), [p["n"] for p in people if p["a"] > 26], {p["n"]: p["a"] for p in people})
from operator import itemgetter, attrgetter, mul, methodcaller
print(sorted(people, key=itemgetter("a", "n"))[0], itemgetter(1)([1, 2]), methodcaller("upper")("x"))
print(*[f"{i:2d} x {j} = {i*j:<3}" for i in (1, 12) for j in (3,)], sep="\n")
print("{:<10}{:>10}".format("left", "right"), "{:^20}".format("mid"), "{:,}".format(1234567), "{:.2e}".format(12345.678), "{:+.1f}".format(2), "{:08.3f}".format(3.14159), "{:#b}".format(5), "{:%}".format(0.5))
print(0.1 + 0.2 == 0.3, abs(0.1 + 0.2 - 0.3) < 1e-9, 1e308 * 10, -1e308 * 10, 5 // 0.3, 5 % 0.3, 1e-7, 1.0e-4, 123456789012345680.0, 1.1 * 3, 2 / 3, 100 * 1.1, 1 / 7, float("1e-400"), 4.35 * 100, 1.005 * 1000, 3.0 * 1.0, 1e3 == 1000, 10 ** -2, 10.0 ** 20, 7.0 // 2, -0.0 == 0.0, 0.1 * 3, 1 - 0.9, 1e21 + 1)
import math
print(math.pi, math.e, math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.comb(5, 2), math.perm(5, 2), math.isclose(0.1 + 0.2, 0.3), math.log(8, 2), math.log2(8), math.log10(1000), math.exp(1), math.sin(math.pi / 2), math.hypot(3, 4), math.degrees(math.pi), math.radians(180), math.inf, math.nan, math.isnan(math.nan), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(1.5), math.frexp(8.0), math.prod([1, 2, 3]), math.fsum([0.1] * 10), math.isqrt(17), math.dist((0, 0), (3, 4)), 0, math.tau)
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.acos(2), lambda: math.exp(1000), lambda: math.factorial(1.5), lambda: math.sqrt("x"), lambda: math.gcd(1.5)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
print(round(1.5), round(0.5), round(2.675, 2), round(1e20), round(-1.5), round(1.25, 1), round(12345, -2), round(3.14159, 3), type(round(1.0)), type(round(1.0, 1)))
print(int("0x1f", 16), int("1010", 2), int("z", 36), hex(255), oct(8), bin(5), int(1e15), int("1_000"), str(10**25), 10**25 // 3, 10**25 % 7, -10**25 // 3, (2**64).bit_length(), 2**64 & 0xff, 1 << 70, (1 << 70) >> 68, ~(2**65), 7**77 % 1000, pow(3, -1, 7), divmod(10**20, 3), float(10**25), 10**25 / 10**24, 10**25 == 1e25)
print(True + 1, True == 1, str(True), int("5") + True, [True, False].count(1), {True: "a", 1: "b"}, isinstance(True, int), not [], bool("False"), bool(0.0), None == False)
print("a" < "b", "Z" < "a", [1, 2] < [1, 2, 3], (1, "a") < (1, "b"), "10" < "9", {1} <= {1, 2}, "abc" == 'abc', 1 == "1", None is None)
print(chr(65), ord("€"), "\u20ac", "\x41", b"\x00\xff", bytes(3), bytes([65, 66]), b"abc"[0], b"abc"[1:], list(b"ab"), b"a" + b"b", "é".encode(), b"\xc3\xa9".decode(), "a".encode("utf-16")[:2] if False else "", b"abc".hex(), bytes.fromhex("6162"))
print(type(1), type(1.0), type("a"), type([]), type(()), type({}), type(set()), type(None), type(True), type(b""), type(range(1)), type(lambda: 1), type(type), type(object()), type(Exception()), type(print))
import sys; print(sys.getsizeof if False else "", sys.float_info.max if False else "", sys.maxsize)
print(list(range(5))[::-1], list(range(10, 0, -3)), range(5)[1:3], len(range(0, 10, 3)), 3 in range(5), sum(range(101)), list(range(3, 3)), range(3) == range(0, 3), repr(range(1, 10, 2)))
a = [1, 2, 3]; b = a; b.append(4); c = a[:]; c.append(5); print(a, c, a is b, a is c, a == c)
m = [[1, 2], [3, 4]]; print([list(r) for r in zip(*m)], [x for r in m for x in r], sum(m, []), [[r[i] for r in m] for i in range(2)])
print(all(x > 0 for x in a), any(x > 3 for x in a), next((x for x in a if x > 2), None), list(zip(a, a[1:])), a[-1:], a[5:], a[-100:2], a[::2], "".join(map(str, a)), [0] * 3, [*a, *c])
x = 5; x += 1; x *= 2; x //= 5; x **= 3; x -= 1; x %= 4; x |= 8; x ^= 2; x <<= 2; x >>= 1; x &= 0xff; print(x)
def f(*args, sep=" ", **kw): return sep.join(map(str, args)) + str(kw)
print(f(1, 2, sep="-", z=3), f(*"ab", **{"q": 1}), (lambda x, y=2, *z: (x, y, z))(1), (lambda: None)())
print("{0}-{0}-{1}".format(1, 2), "{a[0]}{b.real}".format(a=[1], b=2), "%(x)s" % {"x": 1}, "%r" % "a", "%%", "%5s|%-5s|" % ("a", "b"), "%c" % 65, "%o" % 8, "%e" % 1.5, "%g" % 1e10, "%.3s" % "abcdef", "%s" % [1], "%s" % (None,), "%i" % 3.9, "%05.1f" % 2.25, "%+d" % 3, "%x" % 255)
i = 0
while i < 5:
    i += 1
    if i == 2: continue
    if i == 4: break
    print(i, end=",")
else: print("never")
print(i)
