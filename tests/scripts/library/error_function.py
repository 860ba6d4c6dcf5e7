# `math.erf` and `math.erfc` to the last bit, and functions of numbers of a class of the script.
import math
import random
from fractions import Fraction

numbers = random.Random(1)
print([math.erf(x / 50) for x in range(-350, 350)])
print([math.erfc(x / 50) for x in range(-350, 1400)])
total = 0
for _ in range(3000):
    x = numbers.uniform(-7, 7)
    total = hash((total, math.erf(x), math.erfc(x), math.erfc(4 * x)))
print(total)
for x in (math.inf, -math.inf, math.nan, -0.0, 1e-310, 1e-9, 6.0, 28.0):
    print(x, math.erf(x), math.erfc(x))


class Two:
    def __float__(self):
        return 2.0


class Three:
    def __index__(self):
        return 3


class Nothing:
    pass


for f in (math.sin, math.sqrt, math.log, math.log2, math.isnan, math.erf, math.exp, math.fabs):
    print(f(Two()), f(Three()), f(Fraction(1, 2)))
    try:
        f(Nothing())
    except TypeError as error:
        print(error)
print(math.atan2(Two(), Fraction(1, 3)), math.log(Fraction(8), Three()), math.pow(Two(), Three()))
print(math.fsum([Two(), 1, Fraction(1, 2)]), math.floor(Fraction(7, 2)), math.ceil(Fraction(7, 2)))
print(math.trunc(Fraction(-7, 2)), math.floor(Two()), math.ceil(Three()))
try:
    math.fsum([Nothing()])
except TypeError as error:
    print(error)
