"""concurrent.futures with processes: the example of CPython's documentation, and more."""

import concurrent.futures
import math
from concurrent.futures import ProcessPoolExecutor, as_completed

PRIMES = [112272535095293, 115797848077099, 1099726899285419, 7, 15, 1, 2]


def is_prime(n):
    if n < 2:
        return False
    if n == 2:
        return True
    if n % 2 == 0:
        return False
    limit = min(int(math.floor(math.sqrt(n))), 2000)
    for i in range(3, limit + 1, 2):
        if n % i == 0:
            return False
    return True


def add(a, b, *, c=0):
    return a + b + c


def fail(kind, message):
    raise kind(message)


def main():
    with ProcessPoolExecutor() as executor:
        for number, prime in zip(PRIMES, executor.map(is_prime, PRIMES)):
            print("%d is prime: %s" % (number, prime))
    with ProcessPoolExecutor(max_workers=2) as executor:
        futures = {executor.submit(add, n, n, c=1): n for n in range(5)}
        print(sorted((futures[done], done.result()) for done in as_completed(futures)))
        print(list(executor.map(add, range(5), range(10, 15), chunksize=2)))
        failed = executor.submit(fail, KeyError, "nothing here")
        print(repr(failed.exception()), failed.done(), failed.cancelled())
        try:
            failed.result()
        except KeyError as error:
            print("caught", error, type(error.__cause__).__name__)
            print(str(error.__cause__).strip().splitlines()[-2])
        try:
            list(executor.map(fail, [ValueError], ["in map"]))
        except ValueError as error:
            print("caught", error)
        done, pending = concurrent.futures.wait([executor.submit(pow, 2, n) for n in range(4)])
        print(sorted(future.result() for future in done), len(pending))
        called = []
        future = executor.submit(add, 1, 2)
        future.add_done_callback(lambda future: called.append(future.result()))
        print(future.result())
    print(called, future.done(), future.result())
    try:
        executor.submit(add, 1, 2)
    except RuntimeError as error:
        print(error)
    for wrong in (lambda: ProcessPoolExecutor(0), lambda: ProcessPoolExecutor(1, initializer=3),
                  lambda: ProcessPoolExecutor(1).map(add, [1], chunksize=0)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)


if __name__ == "__main__":
    main()
