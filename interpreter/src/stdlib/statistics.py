# `statistics`. Sums are exact, as quotients of integers, and rounded once. Where CPython 3.11 and 3.13
# differ (the last digits of correlations, the samples of a NormalDist), 3.13 is followed.

from collections import Counter, namedtuple
from math import exp, fabs, fsum, hypot, inf, isfinite, isinf, isnan, isqrt, log, nan, sqrt, sumprod, tau

_SQRT2 = sqrt(2.0)


class StatisticsError(ValueError):
    pass


# Exact sums. A quotient is a pair of integers; with None below, an infinity or NaN stands above.


def _ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _add(parts, above, below):
    parts[below] = parts.get(below, 0) + above


def _total(parts):
    """The sum of quotients, given for each denominator the sum of what stands above it."""
    if None in parts:
        return parts[None], None
    top, bottom = 0, 1
    for below, above in parts.items():
        top, bottom = top * below + above * bottom, bottom * below
    return top, bottom


def _add_type(types, kind):
    if kind not in types:
        types.append(kind)


def _common(types):
    kind = int
    for other in types:
        kind = _coerce(kind, other)
    return kind


def _coerce(one, other):
    if one is other or other is int or other is bool:
        return one
    if one is int or issubclass(other, one):
        return other
    if issubclass(one, other):
        return one
    if issubclass(one, int):
        return other
    if issubclass(other, int):
        return one
    from fractions import Fraction

    if issubclass(one, Fraction) and issubclass(other, float):
        return other
    if issubclass(one, float) and issubclass(other, Fraction):
        return one
    raise TypeError(f"don't know how to coerce {one.__name__} and {other.__name__}")


def _sum(data):
    """The type of the sum, the sum, and of how many."""
    count = 0
    types = []
    parts = {}
    for x in data:
        _add_type(types, type(x))
        above, below = _ratio(x)
        count += 1
        _add(parts, above, below)
    return _common(types), _total(parts), count


def _squares(data, center=None):
    """The type of the sum of squared deviations, that sum, the mean, and of how many."""
    if center is not None:
        kind, total, count = _sum((d := x - center) * d for x in data)
        return kind, total, center, count
    count = 0
    types = []
    parts = {}
    squares = {}
    for x in data:
        _add_type(types, type(x))
        above, below = _ratio(x)
        count += 1
        _add(parts, above, below)
        if below is not None:
            _add(squares, above * above, below * below)
    kind = _common(types)
    top, bottom = _total(parts)
    if not count:
        return kind, (0, 1), (0, 1), 0
    if bottom is None:
        return kind, (top, None), (top, None), count
    above, below = _total(squares)
    deviations = (count * above * bottom * bottom - top * top * below, below * bottom * bottom * count)
    return kind, deviations, (top, bottom * count), count


def _divided(quotient, by):
    top, bottom = quotient
    return (top / by, None) if bottom is None else (top, bottom * by)


def _convert(quotient, kind):
    top, bottom = quotient
    if bottom is None:
        return top if type(top) is kind else kind(top)
    if issubclass(kind, int) and top % bottom:
        kind = float
    if kind is float:
        return top / bottom
    if kind is int:
        return top // bottom
    from fractions import Fraction

    value = Fraction(top, bottom)
    return value if kind is Fraction else kind(value)


def _root(quotient):
    """The square root of a quotient, rounded once."""
    top, bottom = quotient
    if bottom is None:
        raise AttributeError(f"'{type(top).__name__}' object has no attribute 'numerator'")
    if top == 0:
        return 0.0
    shift = (top.bit_length() - bottom.bit_length() - 109) // 2
    if shift >= 0:
        bottom <<= 2 * shift
    else:
        top <<= -2 * shift
    root = isqrt(top // bottom)
    if root * root * bottom != top:
        # Odd, so that it rounds to the right side of a tie.
        root |= 1
    return (root << shift) / 1 if shift >= 0 else root / (1 << -shift)


# Averages


def mean(data):
    kind, total, count = _sum(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    return _convert(_divided(total, count), kind)


def fmean(data, weights=None):
    if weights is None:
        try:
            count = len(data)
        except TypeError:
            data = list(data)
            count = len(data)
        total = fsum(data)
        if not count:
            raise StatisticsError("fmean requires at least one data point")
        return total / count
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        weighted = sumprod(data, weights)
    except ValueError:
        raise StatisticsError("data and weights must be the same length")
    weight = fsum(weights)
    if not weight:
        raise StatisticsError("sum of weights must be non-zero")
    return weighted / weight


def geometric_mean(data):
    count = 0
    has_zero = False
    logarithms = []
    for x in data:
        count += 1
        if x > 0.0 or isnan(x):
            logarithms.append(log(x))
        elif x == 0.0:
            has_zero = True
        else:
            raise StatisticsError("No negative inputs allowed", x)
    total = fsum(logarithms)
    if not count:
        raise StatisticsError("Must have a non-empty dataset")
    if isnan(total):
        return nan
    if has_zero:
        return nan if total == inf else 0.0
    return exp(total / count)


def _not_negative(values, message):
    for x in values:
        if x < 0:
            raise StatisticsError(message)
        yield x


def harmonic_mean(data, weights=None):
    if iter(data) is data:
        data = list(data)
    message = "harmonic mean does not support negative values"
    count = len(data)
    if count < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if count == 1 and weights is None:
        only = data[0]
        if not _is_real(only):
            raise TypeError("unsupported type")
        if only < 0:
            raise StatisticsError(message)
        return only
    if weights is None:
        weights = [1] * count
        weight = count, 1
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != count:
            raise StatisticsError("Number of weights does not match data size")
        _, weight, _ = _sum(_not_negative(weights, message))
    try:
        checked = _not_negative(data, message)
        kind, total, _ = _sum(w / x if w else 0 for w, x in zip(weights, checked))
    except ZeroDivisionError:
        return 0
    if total[0] <= 0:
        raise StatisticsError("Weighted sum must be positive")
    if total[1] is None or weight[1] is None:
        return _convert((_plain(weight) / _plain(total), None), kind)
    return _convert((weight[0] * total[1], weight[1] * total[0]), kind)


def _plain(quotient):
    top, bottom = quotient
    return top if bottom is None else top / bottom


def _is_real(x):
    if isinstance(x, (int, float)):
        return True
    from numbers import Real

    return isinstance(x, Real)


def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    from bisect import bisect_left, bisect_right

    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError("no median for empty data")
    middle = data[n // 2]
    first = bisect_left(data, middle)
    behind = bisect_right(data, middle, lo=first)
    try:
        interval = float(interval)
        middle = float(middle)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    lower = middle - interval / 2.0
    return lower + interval * (n / 2 - first) / (behind - first)


def mode(data):
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        if size == 1:
            return data * (n - 1)
        raise StatisticsError("must have at least one data point")
    if method not in ("inclusive", "exclusive"):
        raise ValueError(f"Unknown method: {method!r}")
    cuts = []
    for i in range(1, n):
        if method == "inclusive":
            at, offset = divmod(i * (size - 1), n)
        else:
            place = i * (size + 1)
            behind = min(max(place // n, 1), size - 1)
            at, offset = behind - 1, place - behind * n
        cuts.append((data[at] * (n - offset) + data[at + 1] * offset) / n)
    return cuts


# Spread


def variance(data, xbar=None):
    kind, squares, _, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return _convert(_divided(squares, count - 1), kind)


def pvariance(data, mu=None):
    kind, squares, _, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _convert(_divided(squares, count), kind)


def stdev(data, xbar=None):
    _, squares, _, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _root(_divided(squares, count - 1))


def pstdev(data, mu=None):
    _, squares, _, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _root(_divided(squares, count))


# Relations between two inputs


def _same_length(x, y, what):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    return n


def _centered(data, n):
    center = fsum(data) / n
    return [x - center for x in data]


def covariance(x, y, /):
    n = _same_length(x, y, "covariance")
    return sumprod(_centered(x, n), _centered(y, n)) / (n - 1)


def _ranks(data, start):
    """The rank of each, from `start` + 1; equal ones share the mean of theirs."""
    order = sorted(zip(data, range(len(data))))
    ranks = [0] * len(order)
    first = 0
    while first < len(order):
        behind = first
        while behind < len(order) and order[behind][0] == order[first][0]:
            behind += 1
        rank = start - 1 + first + (behind - first + 1) / 2
        for _, place in order[first:behind]:
            ranks[place] = rank
        first = behind
    return ranks


def _root_of_product(x, y):
    root = sqrt(x * y)
    if not isfinite(root):
        if isinf(root) and not isinf(x) and not isinf(y):
            return _root_of_product(2.0**-512 * x, 2.0**-512 * y) / 2.0**-512
        return root
    if not root:
        if x and y:
            return _root_of_product(2.0**537 * x, 2.0**537 * y) / 2.0**537
        return root
    return root + sumprod((x, root), (y, -root)) / (2.0 * root)


def correlation(x, y, /, *, method="linear"):
    n = _same_length(x, y, "correlation")
    if method not in {"linear", "ranked"}:
        raise ValueError(f"Unknown method: {method!r}")
    if method == "ranked":
        start = (n - 1) / -2
        x, y = _ranks(x, start), _ranks(y, start)
    else:
        x, y = _centered(x, n), _centered(y, n)
    together = sumprod(x, y)
    try:
        return together / _root_of_product(sumprod(x, x), sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    n = _same_length(x, y, "linear regression")
    if not proportional:
        x_mean, y_mean = fsum(x) / n, fsum(y) / n
        x = [item - x_mean for item in x]
        y = [item - y_mean for item in y]
    together = sumprod(x, y) + 0.0
    try:
        slope = together / sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    return LinearRegression(slope, 0.0 if proportional else y_mean - slope * x_mean)


# The normal distribution


def _polynomial(x, coefficients):
    value = coefficients[0]
    for coefficient in coefficients[1:]:
        value = value * x + coefficient
    return value


def _quantile(p, mu, sigma):
    """Where a normal distribution reaches p: algorithm AS 241 of Wichura, three rational functions."""
    q = p - 0.5
    if fabs(q) <= 0.425:
        r = 0.180625 - q * q
        return mu + _polynomial(r, _CENTER[0]) * q / _polynomial(r, _CENTER[1]) * sigma
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        x = _polynomial(r - 1.6, _FLANK[0]) / _polynomial(r - 1.6, _FLANK[1])
    else:
        x = _polynomial(r - 5.0, _TAIL[0]) / _polynomial(r - 5.0, _TAIL[1])
    return mu + (-x if q < 0.0 else x) * sigma


_CENTER = (
    (
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
        4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
        1.3314166789178437745e2, 3.3871328727963666080e0,
    ),
    (
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
        2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
        4.2313330701600911252e1, 1.0,
    ),
)
_FLANK = (
    (
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
        1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
        4.63033784615654529590e0, 1.42343711074968357734e0,
    ),
    (
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
        1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
        2.05319162663775882187e0, 1.0,
    ),
)
_TAIL = (
    (
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
        2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
        5.46378491116411436990e0, 6.65790464350110377720e0,
    ),
    (
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
        7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
        5.99832206555887937690e-1, 1.0,
    ),
)


class NormalDist:
    __slots__ = ("_mu", "_sigma")

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        _, squares, center, count = _squares(data)
        if count < 2:
            raise StatisticsError("stdev requires at least two data points")
        mu = float(_plain(center))
        if squares[1] is None:
            return cls(mu, mu / squares[0])
        return cls(mu, _root(_divided(squares, count - 1)))

    def samples(self, n, *, seed=None):
        import random

        draw = random.random if seed is None else random.Random(seed).random
        return [_quantile(draw(), self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return exp(diff * diff / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        from math import erf

        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * _SQRT2)))

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        return _quantile(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        from math import erf

        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        narrow, wide = self, other
        if (wide._sigma, wide._mu) < (narrow._sigma, narrow._mu):
            narrow, wide = wide, narrow
        if not narrow.variance or not wide.variance:
            raise StatisticsError("overlap() not defined when sigma is zero")
        more = wide.variance - narrow.variance
        apart = fabs(wide._mu - narrow._mu)
        if not more:
            return 1.0 - erf(apart / (2.0 * narrow._sigma * _SQRT2))
        a = narrow._mu * wide.variance - wide._mu * narrow.variance
        root = sqrt(apart * apart + more * log(wide.variance / narrow.variance))
        b = narrow._sigma * wide._sigma * root
        one, two = (a + b) / more, (a - b) / more
        return 1.0 - (
            fabs(wide.cdf(one) - narrow.cdf(one)) + fabs(wide.cdf(two) - narrow.cdf(two))
        )

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        return self._mu

    @property
    def median(self):
        return self._mu

    @property
    def mode(self):
        return self._mu

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, factor):
        return NormalDist(self._mu * factor, self._sigma * fabs(factor))

    def __truediv__(self, divisor):
        return NormalDist(self._mu / divisor, self._sigma / fabs(divisor))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__

    def __rsub__(self, other):
        return -(self - other)

    __rmul__ = __mul__

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"
