# NormalDist, and exact results for numbers of several kinds.
import statistics as s
from fractions import Fraction as F
from statistics import NormalDist


def attempt(f, *args, **kwargs):
    try:
        print(f.__name__, repr(f(*args, **kwargs)))
    except Exception as error:
        print(f.__name__, type(error).__name__, error)


samples = [
    [F(1, 2), F(2, 3)], [1, F(1, 3)], [1.5, F(1, 2)], [True, False], [1, 2, 3, 4],
    [1.5, 2.5, 3.25, 9], [float("inf"), 1], [float("nan"), 2.0], [3, 3, 3], [1e300, 1e300],
    [1e-320, 2e-320], range(10), [-1.5, 2.5],
]
for data in samples:
    for f in (s.mean, s.fmean, s.median, s.mode, s.variance, s.pvariance, s.stdev, s.pstdev):
        attempt(f, data)
    for method in ("inclusive", "exclusive"):
        attempt(s.quantiles, data, n=5, method=method)
    attempt(s.harmonic_mean, data)
for f in (s.variance, s.pvariance, s.stdev, s.pstdev):
    attempt(f, [1, 2, 3, 4.5], 2)
    attempt(f, [1, 2, 3], F(3, 2))
    attempt(f, iter([1, 2, 3]))
attempt(s.fmean, [1, 2, 3], [1, 2, 3])
attempt(s.fmean, [1, 2], [1])
attempt(s.fmean, [1, 2], [0, 0])
attempt(s.harmonic_mean, [40, 60], weights=[5, 30])
attempt(s.harmonic_mean, [F(1, 2), F(2, 3)], weights=[F(1, 3), 2])
attempt(s.harmonic_mean, [2.5, 0])
attempt(s.harmonic_mean, ["a"])
attempt(s.median_grouped, [52, 52, 53, 54])
attempt(s.median_grouped, [25] * 172 + [35] * 484 + [45] * 387, 10)
attempt(s.multimode, "aabbc")
attempt(s.covariance, [1, 2, 3], [4, 5, 7])
attempt(s.correlation, [1, 2, 3, 4], [4, 3, 2, 1])
attempt(s.correlation, [1, 1], [2, 3])
attempt(s.linear_regression, [1, 2, 3], [2, 4, 6])
attempt(s.linear_regression, [1, 2, 3], [2, 4, 6], proportional=True)
attempt(s.linear_regression, [1, 1], [2, 3])
attempt(s.covariance, [1, 2], [1])

a, b = NormalDist(100, 15), NormalDist.from_samples([1, 2, 3, 4, 10])
print(a, b, a + b, a - b, a * 2, 2 * a, a / 3, 5 - a, 5 + a, -a, +a)
print(a == NormalDist(100.0, 15.0), hash(a) == hash(NormalDist(100, 15)), a != b, a == 3)
print(a.mean, a.median, a.mode, a.stdev, a.variance, a.zscore(120))
print([a.pdf(x) for x in range(50, 150, 7)], [a.cdf(x) for x in range(20, 180, 3)])
print(a.quantiles(), a.quantiles(10), [a.inv_cdf(p) for p in (1e-300, 1e-20, 1e-5, 0.01, 0.999999)])
print(a.overlap(b), b.overlap(a), a.overlap(NormalDist(105, 15)))
for wrong in (0, 1):
    attempt(a.inv_cdf, wrong)
attempt(NormalDist, 1, -1)
attempt(NormalDist(1, 0).pdf, 2)
attempt(NormalDist(1, 0).cdf, 2)
attempt(a.overlap, 3)
attempt(NormalDist.from_samples, [1])
