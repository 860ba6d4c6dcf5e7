# output: exact
"""Why does the GIL exist? Because even two threads that only read write.

One thread adds up eight prices, another looks for the dearest. Neither changes anything, and there is
no bug in this script: under CPython, with its GIL or without, it prints the same every time. But
each look at a price takes a reference to it and drops it again, and the interpreter counts these, in
the object: it loads the count, changes it, and stores it. Two threads that do so in the same moment
load the same number, and one change is lost. A count that is too low frees an object that is still
in use; one that is too high never does. The GIL prevents that by letting one thread run at a time.

Look for: what --counting racy (no GIL, and counts as under it) makes of the eight prices.
Try:      gilscope run --counting racy --clock virtual programs/why_the_gil_exists.py
          gilscope run --counting racy programs/why_the_gil_exists.py      (OS threads: by chance)
          gilscope run --counting racy --gil on programs/why_the_gil_exists.py
          gilscope compare --countings programs/why_the_gil_exists.py      (atomic, biased, escape)
"""

import sys
import threading

ROUNDS = 10_000


class Price:
    def __init__(self, amount):
        self.amount = amount


prices = []
for amount in range(1, 9):
    prices.append(Price(amount))


def add_up(rounds, found):
    total = 0
    for _ in range(rounds):
        for price in prices:
            total += price.amount
    found["total"] = total


def find_dearest(rounds, found):
    dearest = 0
    for _ in range(rounds):
        for price in prices:
            if price.amount > dearest:
                dearest = price.amount
    found["dearest"] = dearest


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    before = [sys.getrefcount(price) for price in prices]
    found = {}
    threads = [threading.Thread(target=work, args=(rounds, found)) for work in (add_up, find_dearest)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = [sys.getrefcount(price) for price in prices]
    wrong = sum(old != new for old, new in zip(before, after))
    print(f"in {rounds} rounds: {found['total']} in all, the dearest at {found['dearest']}")
    print(f"prices whose reference count is wrong now: {wrong} of {len(prices)}")


main()
