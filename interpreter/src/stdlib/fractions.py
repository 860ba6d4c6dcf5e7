# `fractions`: numbers as quotients of integers, always in lowest terms.

import math
import numbers

_HASH_MODULUS = (1 << 61) - 1
_HASH_OF_INFINITY = 314159


def _malformed(text):
    raise ValueError(f"Invalid literal for Fraction: {text!r}")


def _digits(text):
    """Whether this is a row of digits, with single underscores between them."""
    return all(part.isdecimal() for part in text.split("_"))


def _parsed(text):
    """Numerator and denominator of `-3/4`, `7`, `2.5e-3`; not reduced."""
    rest = text.strip()
    negative = rest[:1] == "-"
    if rest[:1] in ("-", "+"):
        rest = rest[1:]
    above, slash, below = rest.partition("/")
    if slash:
        above, below = above.rstrip(), below.lstrip()
        if not _digits(above) or not _digits(below):
            _malformed(text)
        numerator, denominator = int(above), int(below)
    else:
        mantissa, mark, exponent = rest.replace("E", "e").partition("e")
        whole, point, decimals = mantissa.partition(".")
        bare = exponent[1:] if exponent[:1] in ("-", "+") else exponent
        if not (whole or decimals) or mark and not _digits(bare):
            _malformed(text)
        for part in (whole, decimals):
            if part and not _digits(part):
                _malformed(text)
        decimals = decimals.replace("_", "")
        numerator = int(whole or "0") * 10 ** len(decimals) + int(decimals or "0")
        denominator = 10 ** len(decimals)
        power = int(exponent or "0")
        if power >= 0:
            numerator *= 10**power
        else:
            denominator *= 10**-power
    return -numerator if negative else numerator, denominator


class Fraction(numbers.Rational):
    """This class implements rational numbers."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if isinstance(numerator, numbers.Rational):
                return _made(cls, numerator.numerator, numerator.denominator)
            if isinstance(numerator, float):
                return _made(cls, *numerator.as_integer_ratio())
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            above, below = _parsed(numerator)
        elif type(numerator) is int is type(denominator):
            above, below = numerator, denominator
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            above = numerator.numerator * denominator.denominator
            below = denominator.numerator * numerator.denominator
        else:
            raise TypeError("both arguments should be Rational instances")
        if below == 0:
            raise ZeroDivisionError(f"Fraction({above}, 0)")
        return _reduced(cls, above, below)

    @classmethod
    def from_float(cls, f):
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return _made(cls, *f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        if isinstance(dec, numbers.Integral):
            return cls(int(dec))
        raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self

    def is_integer(self):
        return self._denominator == 1

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is at most this: a convergent of the continued
        fraction, or a mediant beside it."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        above0, below0, above1, below1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            whole = n // d
            below2 = below0 + whole * below1
            if below2 > max_denominator:
                break
            above0, below0, above1, below1 = above1, below1, above0 + whole * above1, below2
            n, d = d, n - whole * d
        steps = (max_denominator - below0) // below1
        if 2 * d * (below0 + steps * below1) <= self._denominator:
            return _made(Fraction, above1, below1)
        return _made(Fraction, above0 + steps * above1, below0 + steps * below1)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __format__(self, format_spec, /):
        if format_spec:
            _unsupported("a format specification for a Fraction")
        return str(self)

    def __add__(self, other):
        return _operate(_add, float.__add__, complex.__add__, self, other)

    def __radd__(self, other):
        return _reflect(_add, float.__add__, complex.__add__, other, self)

    def __sub__(self, other):
        return _operate(_sub, float.__sub__, complex.__sub__, self, other)

    def __rsub__(self, other):
        return _reflect(_sub, float.__sub__, complex.__sub__, other, self)

    def __mul__(self, other):
        return _operate(_mul, float.__mul__, complex.__mul__, self, other)

    def __rmul__(self, other):
        return _reflect(_mul, float.__mul__, complex.__mul__, other, self)

    def __truediv__(self, other):
        return _operate(_div, float.__truediv__, complex.__truediv__, self, other)

    def __rtruediv__(self, other):
        return _reflect(_div, float.__truediv__, complex.__truediv__, other, self)

    def __floordiv__(self, other):
        return _operate(_floordiv, float.__floordiv__, None, self, other)

    def __rfloordiv__(self, other):
        return _reflect(_floordiv, float.__floordiv__, None, other, self)

    def __mod__(self, other):
        return _operate(_mod, float.__mod__, None, self, other)

    def __rmod__(self, other):
        return _reflect(_mod, float.__mod__, None, other, self)

    def __divmod__(self, other):
        return _operate(_divmod, float.__divmod__, None, self, other)

    def __rdivmod__(self, other):
        return _reflect(_divmod, float.__divmod__, None, other, self)

    def __pow__(self, other):
        if isinstance(other, numbers.Rational):
            if other.denominator != 1:
                return float(self) ** float(other)
            return _power(self, other.numerator)
        if isinstance(other, (float, complex)):
            return float(self) ** other
        return NotImplemented

    def __rpow__(self, other):
        if self._denominator == 1 and self._numerator >= 0:
            return other**self._numerator
        if isinstance(other, numbers.Rational):
            return Fraction(other.numerator, other.denominator) ** self
        return other ** float(self)

    def __pos__(self):
        return _made(Fraction, self._numerator, self._denominator)

    def __neg__(self):
        return _made(Fraction, -self._numerator, self._denominator)

    def __abs__(self):
        return _made(Fraction, abs(self._numerator), self._denominator)

    def __bool__(self):
        return bool(self._numerator)

    def __int__(self):
        return self.__trunc__()

    def __float__(self):
        return self._numerator / self._denominator

    def __complex__(self):
        return complex(float(self))

    def __trunc__(self):
        if self._numerator < 0:
            return -(-self._numerator // self._denominator)
        return self._numerator // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            up = 2 * rest > self._denominator or 2 * rest == self._denominator and floor % 2
            return floor + 1 if up else floor
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _HASH_MODULUS)
        except ValueError:
            value = _HASH_OF_INFINITY
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def __eq__(self, other):
        if type(other) is int:
            return self._numerator == other and self._denominator == 1
        if isinstance(other, numbers.Rational):
            return self._numerator == other.numerator and self._denominator == other.denominator
        if isinstance(other, complex):
            if other.imag != 0:
                return False
            other = other.real
        if isinstance(other, float):
            if math.isfinite(other):
                return self == self.from_float(other)
            return False
        return NotImplemented

    def __lt__(self, other):
        return _compare(self, other, int.__lt__, float.__lt__)

    def __le__(self, other):
        return _compare(self, other, int.__le__, float.__le__)

    def __gt__(self, other):
        return _compare(self, other, int.__gt__, float.__gt__)

    def __ge__(self, other):
        return _compare(self, other, int.__ge__, float.__ge__)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _made(cls, above, below):
    """A fraction in lowest terms already."""
    self = object.__new__(cls)
    self._numerator = above
    self._denominator = below
    return self


def _reduced(cls, above, below):
    common = math.gcd(above, below)
    if below < 0:
        common = -common
    return _made(cls, above // common, below // common)


def _operate(exact, real, whole, left, right):
    """`left op right` for a fraction on the left."""
    if type(right) is int or isinstance(right, Fraction):
        return exact(left, Fraction(right))
    if isinstance(right, float):
        return real(float(left), right)
    if isinstance(right, complex) and whole is not None:
        return whole(complex(left), right)
    return exact(left, Fraction(right)) if isinstance(right, int) else NotImplemented


def _reflect(exact, real, whole, left, right):
    """`left op right` for a fraction on the right."""
    if isinstance(left, numbers.Rational):
        return exact(Fraction(left), right)
    if isinstance(left, numbers.Real):
        return real(float(left), float(right))
    if isinstance(left, complex) and whole is not None:
        return whole(left, complex(right))
    return NotImplemented


def _add(a, b):
    return _sum(a, b, b._numerator)


def _sub(a, b):
    return _sum(a, b, -b._numerator)


def _sum(a, b, more):
    below = a._denominator * b._denominator
    return _reduced(Fraction, a._numerator * b._denominator + more * a._denominator, below)


def _mul(a, b):
    return _reduced(Fraction, a._numerator * b._numerator, a._denominator * b._denominator)


def _div(a, b):
    if b._numerator == 0:
        raise ZeroDivisionError(f"Fraction({b._denominator}, 0)")
    return _reduced(Fraction, a._numerator * b._denominator, a._denominator * b._numerator)


def _floordiv(a, b):
    return (a._numerator * b._denominator) // (a._denominator * b._numerator)


def _mod(a, b):
    below = a._denominator * b._denominator
    return Fraction((a._numerator * b._denominator) % (b._numerator * a._denominator), below)


def _divmod(a, b):
    below = a._denominator * b._denominator
    whole, rest = divmod(a._numerator * b._denominator, a._denominator * b._numerator)
    return whole, Fraction(rest, below)


def _power(base, exponent):
    above, below = base._numerator, base._denominator
    if exponent >= 0:
        return _made(Fraction, above**exponent, below**exponent)
    if above > 0:
        return _made(Fraction, below**-exponent, above**-exponent)
    if above == 0:
        raise ZeroDivisionError(f"Fraction({below ** -exponent}, 0)")
    return _made(Fraction, (-below) ** -exponent, (-above) ** -exponent)


def _compare(a, b, exact, real):
    if isinstance(b, numbers.Rational):
        return exact(a._numerator * b.denominator, a._denominator * b.numerator)
    if isinstance(b, float):
        if not math.isfinite(b):
            return real(0.0, b)
        return _compare(a, a.from_float(b), exact, real)
    return NotImplemented
