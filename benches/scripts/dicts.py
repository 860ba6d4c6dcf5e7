"""Dictionaries: filling, reading, counting, deleting."""


def numbers(n):
    table = {}
    for i in range(n):
        table[i * 7 % 100_003] = i
    total = 0
    for key in table:
        total += table[key]
    for i in range(0, n // 10, 3):
        key = i * 7 % 100_003
        if key in table:
            del table[key]
    return len(table), total


def words(n):
    names = ["name" + str(i) for i in range(500)]
    counts = {}
    for i in range(n):
        name = names[i * 31 % 500]
        counts[name] = counts.get(name, 0) + 1
    return sum(counts.values()), len(counts)


print(numbers(1_000_000), words(1_500_000))
