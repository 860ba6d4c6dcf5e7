import random
import statistics as s

for data in ([1, 2, 3], [1, 2], [1.5, 2.5, 4.0], [3, 3, 3.0], [0.1] * 10, [1, 1, 2, 2, 5]):
    print(s.mean(data), s.fmean(data), s.median(data), s.mode(data), s.multimode(data))
    print(s.stdev(data), s.pstdev(data), s.variance(data), s.pvariance(data))
    print(s.median_low(data), s.median_high(data))
random.seed(7)
for n in (2, 3, 10, 100):
    data = [random.uniform(-1000, 1000) * 10 ** random.randint(-5, 5) for _ in range(n)]
    print(s.mean(data), s.stdev(data), s.variance(data), s.pstdev(data), s.median(data))
    data = [random.randint(-1000, 1000) for _ in range(n)]
    print(s.mean(data), s.stdev(data), s.variance(data), s.pvariance(data), s.median(data))
print(s.mode("abbc"), s.multimode("aabb"))
for action in (
    lambda: s.mean([]),
    lambda: s.stdev([1]),
    lambda: s.median([]),
    lambda: s.mode([]),
    lambda: s.fmean([]),
    lambda: s.pvariance([]),
    lambda: s.variance([3]),
):
    try:
        action()
    except s.StatisticsError as error:
        print(error)
