# output: times-differ
# seconds: 22
"""Computing and waiting, each done in turn and then in threads.

First ten sums of squares: pure computing. The threads need the GIL for every instruction, so
they take as long as doing the ten sums in turn, and a little longer for the switching.
Then five sleeps of 1 to 5 s: pure waiting. In turn that makes 15 s; in threads the five waits
overlap, and the longest one decides: 5 s.

Look for: two equal times for the sums, 15 s against 5 s for the sleeps.
          Then turn the GIL off: now the sums shrink too, and the sleeps stay as they were.
Try:      gilscope compare --cores 4 programs/sum_of_squares.py
          gilscope run --clock virtual --gil off --cores 4 programs/sum_of_squares.py
"""

import threading
import time
from functools import reduce

LIMITS = range(100_000, 1_000_001, 100_000)
SLEEPS = range(1, 6)

sums = {}


def sum_of_squares(limit):
    sums[limit] = reduce(lambda a, b: a + b, map(lambda x: x * x, range(limit)))


def in_turn(work, arguments):
    start = time.perf_counter()
    for argument in arguments:
        work(argument)
    return time.perf_counter() - start


def in_threads(work, arguments):
    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=(argument,)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def main():
    print("Ten sums of squares")
    turn = in_turn(sum_of_squares, LIMITS)
    expected = [sums[limit] for limit in LIMITS]
    sums.clear()
    threads = in_threads(sum_of_squares, LIMITS)
    for limit, total in zip(LIMITS, expected):
        print(f"  below {limit:>9,}: {total}")
    print("  the threads agree:", [sums[limit] for limit in LIMITS] == expected)
    print(f"  in turn    {turn:.1f} s")
    print(f"  in threads {threads:.1f} s")

    print("Five sleeps")
    print(f"  in turn    {in_turn(time.sleep, SLEEPS):.1f} s")
    print(f"  in threads {in_threads(time.sleep, SLEEPS):.1f} s")


if __name__ == "__main__":
    main()
