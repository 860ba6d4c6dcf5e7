"""numbers, and standard input at its end"""

import numbers
import sys

for value in (5, True, 1.5, "a", None, 10**30):
    print(value, [isinstance(value, kind) for kind in (numbers.Number, numbers.Real, numbers.Integral)])
print(issubclass(int, numbers.Rational), issubclass(float, numbers.Rational))


class Mine(numbers.Number):
    pass


print(isinstance(Mine(), numbers.Number), isinstance(Mine(), numbers.Complex))
for kind in (list, tuple, int):
    print(sys.getsizeof(1.5), sys.getsizeof(None), sys.getsizeof(10**50), sys.getsizeof(b"abc"))
try:
    input()
except EOFError as e:
    print(e)
