import math
from math import pi, sqrt

print(
    pi,
    math.e,
    math.tau,
    math.inf,
    -math.inf,
    math.nan,
    sqrt(2),
    math.sqrt(16),
    math.isqrt(17),
    math.isqrt(10**40),
)
print(
    math.floor(2.7),
    math.floor(-2.7),
    math.ceil(2.1),
    math.ceil(-2.1),
    math.trunc(-2.7),
    math.floor(10**20),
    math.ceil(5),
    math.fabs(-3),
)
print(
    math.gcd(12, 18),
    math.gcd(0, 5),
    math.gcd(-4, 6),
    math.gcd(12, 18, 27),
    math.lcm(4, 6),
    math.lcm(0, 3),
    math.factorial(20),
    math.factorial(25),
    math.comb(10, 3),
    math.perm(5, 2),
)
print(
    math.log(math.e),
    math.log(8, 2),
    math.log2(1024),
    math.log10(1000),
    math.log10(10**30),
    math.exp(0),
    math.exp(1),
    math.pow(2, 10),
    math.log(10**400),
)
print(
    math.sin(0),
    math.cos(0),
    round(math.sin(pi / 2), 10),
    round(math.tan(pi / 4), 10),
    math.atan2(1, 1),
    math.degrees(pi),
    math.radians(180),
    math.hypot(3, 4),
    round(math.acos(-1), 12),
    round(math.asinh(1), 12),
)
print(
    math.isnan(math.nan),
    math.isinf(-math.inf),
    math.isfinite(1e308),
    math.isclose(0.1 + 0.2, 0.3),
    math.isclose(1, 1.1),
    math.copysign(3, -0.0),
    math.fmod(-7, 3),
    math.modf(2.5),
    math.frexp(8.0),
    math.ldexp(0.5, 4),
)
print(
    math.fsum([0.1] * 10),
    math.prod([1, 2, 3, 4]),
    math.prod([]),
    math.prod([2.5, 2]),
    math.dist((0, 0), (3, 4)),
)
for action in (
    lambda: math.sqrt(-1),
    lambda: math.log(0),
    lambda: math.factorial(-1),
    lambda: math.exp(1000),
    lambda: math.isqrt(-1),
    lambda: math.floor("x"),
    lambda: math.sqrt("4"),
    lambda: math.floor(math.nan),
    lambda: math.ceil(math.inf),
    lambda: math.gcd(1.5),
):
    try:
        print(action())
    except (ValueError, OverflowError, TypeError) as error:
        print(type(error).__name__)
try:
    math.nothing
except AttributeError as error:
    print(error)
