# `statistics`, basics. Sums are exact, as ratios of integers, and rounded once.

from collections import Counter
from math import fsum, isqrt


class StatisticsError(ValueError):
    pass


def _ratio(x):
    if not isinstance(x, (int, float)):
        _unsupported(f"`statistics` of a `{type(x).__name__}`")
    if isinstance(x, float) and (x != x or x in (float("inf"), float("-inf"))):
        _unsupported("`statistics` of an infinity or NaN")
    return x.as_integer_ratio()


def _exact_sum(data):
    """The sum as a ratio, and whether all are integers."""
    top = 0
    bottom = 1
    whole = True
    for x in data:
        n, d = _ratio(x)
        whole = whole and isinstance(x, int)
        if d <= bottom:
            top += n * (bottom // d)
        else:
            top = top * (d // bottom) + n
            bottom = d
    return top, bottom, whole


def _value(top, bottom, whole):
    if whole and top % bottom == 0:
        return top // bottom
    return top / bottom


def mean(data):
    data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    top, bottom, whole = _exact_sum(data)
    return _value(top, bottom * len(data), whole)


def fmean(data, weights=None):
    if weights is not None:
        _unsupported("`weights` of `statistics.fmean`")
    data = list(data)
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    return fsum(data) / len(data)


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


def _variance(data, less):
    """The variance as a ratio, and whether all data are integers."""
    n = len(data)
    bottom = 1
    for x in data:
        bottom = max(bottom, _ratio(x)[1])
    tops = []
    for x in data:
        top, own = _ratio(x)
        tops.append(top * (bottom // own))
    total = sum(tops)
    squares = sum([top * top for top in tops])
    whole = all([isinstance(x, int) for x in data])
    return n * squares - total * total, bottom * bottom * n * (n - less), whole


def _root(top, bottom):
    """The square root of a ratio, rounded once."""
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
    return float(root << shift) if shift >= 0 else root / (1 << -shift)


def _enough(data, least, name):
    data = list(data)
    if len(data) < least:
        points = "at least one data point" if least == 1 else "at least two data points"
        raise StatisticsError(f"{name} requires {points}")
    return data


def variance(data, xbar=None):
    if xbar is not None:
        _unsupported("`xbar` of `statistics.variance`")
    return _value(*_variance(_enough(data, 2, "variance"), 1))


def pvariance(data, mu=None):
    if mu is not None:
        _unsupported("`mu` of `statistics.pvariance`")
    return _value(*_variance(_enough(data, 1, "pvariance"), 0))


def stdev(data, xbar=None):
    if xbar is not None:
        _unsupported("`xbar` of `statistics.stdev`")
    top, bottom, _ = _variance(_enough(data, 2, "stdev"), 1)
    return _root(top, bottom)


def pstdev(data, mu=None):
    if mu is not None:
        _unsupported("`mu` of `statistics.pstdev`")
    top, bottom, _ = _variance(_enough(data, 1, "pstdev"), 0)
    return _root(top, bottom)
