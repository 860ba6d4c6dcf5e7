"""A table of expressions with fractions: what each gives, or how it fails."""

import copy
import pickle
from fractions import Fraction as F

TABLE = [
    'F([])',
    'F(1,0)',
    "F('1/0')",
    "F('abc')",
    'F(1.5, 2)',
    "F('1',2)",
    'F(None)',
    'F(1j)',
    "F(float('nan'))",
    "F(float('inf'))",
    'F(1,2)<1j',
    "F(1,2)<'a'",
    "F(1,2)+'a'",
    'F(1,2)**F(1,2)',
    'F(0)**-1',
    'F(-1,2)**-2',
    '2**F(1,2)',
    'F(1,2)//0',
    'F(1,2)/0',
    'F(1,2)%0',
    'divmod(F(1,2),0)',
    'F(1,2).limit_denominator(0)',
    "F.from_float('a')",
    'F.from_float(3)',
    'F.from_float(0.1)',
    'F.from_decimal(1)',
    "F.from_decimal('a')",
    'F(1,2).numerator',
    "f'{F(1,2)}'",
    "F('-3.5e-2')",
    "F(' 7 ')",
    "F('.5')",
    "F('5.')",
    "F('1_0/2_0')",
    'F(True)',
    'F(3, F(1,2))',
    'F(F(1,2), F(3,4))',
    'round(F(5,2))',
    'round(F(22,7),2)',
    'round(F(1234),-2)',
    'int(F(7,2))',
    'hash(F(1,2))==hash(0.5)',
    'F(1,2)==0.5',
    'F(1,3)==1/3',
    'F(1,2)+0.5',
    'F(1,2)+1j',
    '0.5-F(1,2)',
    '1-F(1,3)',
    'F(1,3)*3',
    'abs(F(-1,3))',
    '-F(1,3)',
    '+F(1,3)',
    'bool(F(0))',
    'F(7,3).__floor__()',
    'F(7,3).__ceil__()',
    'F(-7,3).__trunc__()',
    'F(10,4).as_integer_ratio()',
    'F(1,2).real',
    'F(1,2).imag',
    'F(1,2).conjugate()',
    "F('3.1415926535897932').limit_denominator(1000)",
    'pow(F(1,2), 2, 3)',
    "F(1,2)<float('nan')",
    "F(1,2)<float('inf')",
    'sum([F(1,2),F(1,3)])',
    'max(F(1,2), 0.4)',
    'sorted([F(1,2), F(1,3), 1])',
    'F(numerator=3)',
    'F(1,2,3)',
    'F(1,2).x',
    "F('1/-2')",
    "F('+1/2')",
    "F('1e5')",
    "F('nan')",
    'complex(F(1,2))',
    'float(F(1,3))',
    'F(10**400,3)/1.0',
    'float(F(10**400))',
    'F(2)**F(3)',
    'F(4)**0.5',
    'F(4)**-1',
    '0.5**F(2)',
    "'%s' % F(1,2)",
    'F(1,2)//F(1,3)',
    '-7//F(2)',
    'F(-7,2)%2',
    'divmod(F(-7,2),2)',
    'divmod(7.5,F(2))',
    'F(0.1)',
    'F(2,4)',
    'F(-2,-4)',
    'F(2,-4)',
    'F()',
    'str(F(3))',
    'repr(F(-1,2))',
]
for text in TABLE:
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


class Half(F):
    def __new__(cls):
        return super().__new__(cls, 1, 2)


h = Half()
print(h, repr(h), h + 1, type(h + 1).__name__, h == F(1, 2), {F(1, 2): "half"}[h], {0.5: "x"}[F(1, 2)])
print(copy.copy(F(1, 3)), copy.deepcopy([F(1, 3)]), pickle.loads(pickle.dumps(F(2, 6))))
e = sum(F(1, n) for n in range(1, 20))
print(e, float(e), e.limit_denominator(100), round(e, 3), divmod(e, F(1, 7)))
pi = F("3.141592653589793")
print([str(pi.limit_denominator(n)) for n in (1, 10, 100, 1000, 10000)])
for name in ("numerator", "denominator"):
    try:
        setattr(h, name, 5)
    except AttributeError as error:
        print(error)
