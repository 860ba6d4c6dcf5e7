# output: exact
# seconds: 1
"""The cure for counter_race.py: reading and writing happen under one lock.

The lock makes the three steps (read, add, write) one: no other thread can come in between, wherever
switches may happen, with the GIL or without it.

Look for: "lost 0" under every policy, and what it costs: run it beside counter_race.py with
          --stats. Without the GIL the threads now queue at this lock in its stead: a GIL in small.
Try:      gilscope run --safe-points every --switch-every 7 programs/counter_locked.py
          gilscope compare programs/counter_locked.py
"""

import sys
import threading

INCREMENTS = 100_000

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        with lock:
            counter = counter + 1


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else INCREMENTS
    threads = [threading.Thread(target=increment, args=(times,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"expected {2 * times}, counted {counter}, lost {2 * times - counter}")


main()
