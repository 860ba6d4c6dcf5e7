import random

random.seed(123)
print([round(random.gauss(0, 1), 10) for _ in range(4)])
print(random.choices("abc", k=6), random.choices([1, 2, 3], weights=[1, 0, 5], k=6))
print(
    [round(random.expovariate(2), 12) for _ in range(3)],
    round(random.triangular(0, 10, 3), 12),
    round(random.normalvariate(5, 2), 10),
)
