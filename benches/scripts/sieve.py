"""The sieve of Eratosthenes: indexing into a long list."""


def sieve(limit):
    prime = [True] * (limit + 1)
    prime[0] = prime[1] = False
    n = 2
    while n * n <= limit:
        if prime[n]:
            for multiple in range(n * n, limit + 1, n):
                prime[multiple] = False
        n += 1
    count = 0
    for flag in prime:
        if flag:
            count += 1
    return count


print(sieve(3_000_000))
