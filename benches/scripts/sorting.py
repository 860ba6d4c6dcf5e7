"""Comprehensions and sorting."""


def pseudo_random(n):
    seed = 42
    numbers = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        numbers.append(seed)
    return numbers


numbers = pseudo_random(400_000)
ordered = sorted(numbers)
by_last_digits = sorted(numbers, key=lambda n: n % 1000)
squares = [n * n % 97 for n in numbers if n % 2 == 0]
table = {n % 5000: n for n in numbers}
pairs = sorted([(n % 100, n) for n in numbers[:100_000]])
print(ordered[1000], by_last_digits[1000] % 1000, sum(squares), len(table), pairs[500])
