import random

# With a whole number as the seed, the sequence is the same everywhere.
random.seed(42)
print([random.random() for _ in range(3)])
print(
    [random.randint(1, 6) for _ in range(12)],
    random.randint(5, 5),
    random.randint(-(10**12), 10**12),
)
print([random.uniform(0.4, 0.6) for _ in range(2)], random.uniform(5, 1))
print(
    [random.choice("abcdef") for _ in range(8)], random.choice([10, 20]), random.choice(range(100))
)
items = list(range(12))
random.shuffle(items)
print(
    items,
    random.sample(range(100), 5),
    random.sample(["a", "b", "c"], 2),
    random.sample(range(10), 10),
)
print(
    [random.randrange(10) for _ in range(8)], random.randrange(0, 100, 10), random.randrange(5, 8)
)
for seed in (0, 1, 7, 2024, 2**32, 2**64 + 5, -3):
    random.seed(seed)
    print(seed, random.random(), random.randint(0, 10**6), random.getrandbits(5))
print(random.getrandbits(64), random.getrandbits(1), random.getrandbits(100))
random.seed(5)
first = [random.random() for _ in range(5)]
random.seed(5)
print(first == [random.random() for _ in range(5)])
mine, other = random.Random(1), random.Random(1)
print(
    mine.random() == other.random(), mine.randint(1, 100), other.randint(1, 100), mine.choice("xyz")
)
for action in (
    lambda: random.choice([]),
    lambda: random.sample([1, 2], 3),
    lambda: random.randint(5, 1),
):
    try:
        action()
    except (IndexError, ValueError) as error:
        print(type(error).__name__)
random.seed(99)
counts = [0] * 6
for _ in range(6000):
    counts[random.randint(1, 6) - 1] += 1
print(counts, max(random.random() for _ in range(1000)))
