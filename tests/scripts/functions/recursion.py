def factorial(n):
    return 1 if n <= 1 else n * factorial(n - 1)


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def hanoi(n, source, target, spare, moves):
    if n:
        hanoi(n - 1, source, spare, target, moves)
        moves.append(source + target)
        hanoi(n - 1, spare, target, source, moves)
    return moves


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def permutations(items):
    if len(items) < 2:
        return [items]
    return [
        [items[i]] + rest
        for i in range(len(items))
        for rest in permutations(items[:i] + items[i + 1 :])
    ]


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def quicksort(items):
    if len(items) <= 1:
        return items
    pivot, *rest = items
    return (
        quicksort([x for x in rest if x < pivot])
        + [pivot]
        + quicksort([x for x in rest if x >= pivot])
    )


def queens(size, placed=()):
    row = len(placed)
    if row == size:
        return 1
    return sum(
        queens(size, placed + (column,))
        for column in range(size)
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(placed))
    )


print(factorial(25), fibonacci(15), len(hanoi(6, "A", "C", "B", [])), hanoi(3, "A", "C", "B", []))
print(
    ackermann(2, 5),
    permutations([1, 2, 3]),
    is_even(200),
    is_odd(301),
    quicksort([3, 6, 1, 8, 2, 9, 2]),
)
print(queens(6))


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))
