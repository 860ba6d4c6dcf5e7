# output: times-differ
# seconds: 2
"""Four threads that do nothing but count: the worst case for the GIL.

Each thread runs ten million turns of an empty loop. Nothing here waits, so nobody lets go of the
GIL of his own accord: it is taken away, every switch interval, and given to the next in the queue.

Look for: with the GIL on, "cores busy" is 1.00 and every thread spends three quarters of its
          time wanting the GIL; with it off, as many cores are busy as there are (up to four).
Try:      gilscope compare --cores 4 programs/cpu_loop.py
          gilscope run --stats --switch-interval 50ms programs/cpu_loop.py
"""

import threading
import time

THREADS = 4
TURNS = 10_000_000


def count():
    for _ in range(TURNS):
        pass


def main():
    start = time.perf_counter()
    threads = [threading.Thread(target=count) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{THREADS} threads x {TURNS:,} turns: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
