"""Calls: the 30th Fibonacci number by plain recursion."""


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


for _ in range(2):
    print(fib(30))
