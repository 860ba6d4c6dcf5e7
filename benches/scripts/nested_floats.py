"""Two nested loops over floats."""


def nested(n):
    total = 0.0
    for i in range(n):
        x = i * 0.5
        for j in range(n):
            total += x * j - x / (j + 1.0)
    return total


print(round(nested(2000)))
