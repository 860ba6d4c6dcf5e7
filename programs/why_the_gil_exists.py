# output: exact
"""Why does the GIL exist? Because even two threads that only read write.

Two threads add up the same eight prices. Neither changes anything, and there is no bug in this
script: under CPython, with its GIL or without, it prints the same every time. But each look at a
price takes a reference to it and drops it again, and the interpreter counts these, in the object:
it loads the count, changes it, and stores it. Two threads that do so in the same moment load the same
number, and one change is lost. A count that is too low frees an object that is still in use; one
that is too high never does. The GIL prevents that by letting one thread run at a time.

Look for: what --counting racy (no GIL, and counts as under it) makes of the eight prices.
Try:      gilscope run --counting racy --clock virtual programs/why_the_gil_exists.py
          gilscope run --counting racy programs/why_the_gil_exists.py      (OS threads: by chance)
          gilscope run --counting racy --gil on programs/why_the_gil_exists.py
          gilscope compare --countings programs/why_the_gil_exists.py
"""

import sys
import threading

ROUNDS = 5_000


class Price:
    def __init__(self, amount):
        self.amount = amount


prices = []
for amount in range(1, 9):
    prices.append(Price(amount))


def add_up(rounds, totals):
    total = 0
    for _ in range(rounds):
        for price in prices:
            total += price.amount
    totals.append(total)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    before = [sys.getrefcount(price) for price in prices]
    totals = []
    threads = [threading.Thread(target=add_up, args=(rounds, totals)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = [sys.getrefcount(price) for price in prices]
    wrong = sum(old != new for old, new in zip(before, after))
    print(f"each thread found {totals[0]} and {totals[1]}")
    print(f"prices whose reference count is wrong now: {wrong} of {len(prices)}")


main()
