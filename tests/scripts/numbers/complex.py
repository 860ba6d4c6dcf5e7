"""Complex numbers: classes derived from them, conversions, patterns, and programs that use them."""

class C(complex):
    def norm(self): return abs(self) ** 2
c = C(3, 4)
print(c, repr(c), c.norm(), c + 1, type(c + 1), -c, c == 3+4j, hash(c) == hash(3+4j), c.real, c.imag, bool(c), [c], f"{c:.1f}", isinstance(c, complex), c * c, c ** 2, 2 * c, c / 2, abs(c), c.conjugate(), {c: 1}[3+4j], str(c), format(c), "%s" % c, complex(c), type(complex(c)).__name__, C("1+2j"), C())
class D(complex):
    def __add__(self, o): return "added"
    def __eq__(self, o): return True
    __hash__ = complex.__hash__
    def __abs__(self): return 7
    def __repr__(self): return "D!"
    def __new__(cls, a): return super().__new__(cls, a, a)
d = D(2)
print(d, d + 1, d == 5, abs(d), d.real, super(D, d).__add__(1), complex.__abs__(d), [d], d * 2)
class P:
    def __complex__(self): return 5j
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 3
class B:
    def __complex__(self): return 5
print(complex(P()), complex(F()), complex(I()), complex(1, F()), complex(F(), I()), complex(P(), 1), complex(P(), 1j))
for bad in (lambda: complex(B()), lambda: complex(object()), lambda: complex(1, P()), lambda: complex(1, object())):
    try: print(bad())
    except TypeError as e: print(e)
class R:
    def __radd__(self, o): return ("radd", o)
    def __rpow__(self, o): return ("rpow", o)
    def __mul__(self, o): return ("mul", o)
print(1j + R(), 1j ** R(), R() * 1j)
match 1+2j:
    case 1+2j: print("matched")
match -3j:
    case -3j: print("neg")
match 2j:
    case complex(real=r, imag=i): print(r, i)
def mandel(w, h, n):
    rows = []
    for y in range(h):
        row = ""
        for x in range(w):
            c = complex(-2 + 3 * x / w, -1 + 2 * y / h); z = 0
            for i in range(n):
                if abs(z) > 2: break
                z = z * z + c
            row += " .:-=+*#%@"[i * 10 // n]
        rows.append(row)
    return rows
print("\n".join(mandel(30, 10, 20)))
import copy, pickle, json
print(copy.copy(1j) is not None, copy.deepcopy([1j]), pickle.loads(pickle.dumps([1+2j, 1j])))
try: json.dumps(1j)
except TypeError as e: print(e)
print(sum([1j, 2, 3.0]), sum([], 1j), sorted([3, 1j.imag]), max([abs(1j), 2]))
x = 1j; x += 1; x *= 2; x -= 1j; x /= 2; x **= 2; print(x)
print([1j, 2j] == [1j, 2j], (1j,) < (2, ) if False else "", {1j, 1j, 2j} == {1j, 2j}, 1j in {1j: 2}, 1j != 1j, 1j == 1j)
print(1j .real, 1J, 1e3j, .5j, 1_0j, 0j, 00j, 1.j)
from functools import reduce
import operator
print(reduce(operator.mul, [1+1j] * 4), operator.add(1j, 2), operator.neg(1j), operator.pos(1j), operator.truth(0j))
import numbers
print(isinstance(1j, numbers.Complex), isinstance(1j, numbers.Real), isinstance(1, numbers.Complex), issubclass(complex, numbers.Number))
print(dir(1j)[-3:], complex.__mro__, callable(1j.conjugate))
print("%s %r" % (1j, 2j), "{:.2f} {!r}".format(1j, 2j), f"{1j=}")
try: hash([1j])
except TypeError as e: print(e)
try: print(1j > 0)
except TypeError as e: print(e)
try: print(math.sqrt(1j))
except NameError as e: print(e)
import math
for f in (math.sqrt, math.floor, math.isnan):
    try: print(f(1j))
    except TypeError as e: print(e)
print((-1) ** 0.5, (-8) ** (1 / 3), (-2.0) ** 0.5, pow(-1, 0.5), 0j ** 2, (1j) ** 4)
import statistics
roots = [complex(math.cos(2 * math.pi * k / 3), math.sin(2 * math.pi * k / 3)) for k in range(3)]
print([f"{r.real:.3f}{r.imag:+.3f}j" for r in roots], abs(sum(roots)) < 1e-12)
def fft(a):
    n = len(a)
    if n == 1: return a
    e, o = fft(a[::2]), fft(a[1::2])
    t = [complex(math.cos(-2 * math.pi * k / n), math.sin(-2 * math.pi * k / n)) * o[k] for k in range(n // 2)]
    return [e[k] + t[k] for k in range(n // 2)] + [e[k] - t[k] for k in range(n // 2)]
print([f"{abs(x):.6f}" for x in fft([1, 1, 1, 1, 0, 0, 0, 0])], fft([1, 0, 0, 0]))
