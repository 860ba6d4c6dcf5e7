# output: numbers-differ
# seconds: 1
"""Two threads add to one counter without a lock. Are increments lost?

`counter = counter + 1` reads the counter, adds one, and writes it back. A thread that is switched
out between the read and the write comes back with a number that is out of date, writes it, and
wipes out what the other has counted meanwhile.

Whether that can happen depends on where a thread may be switched:
- CPython up to 3.9: between any two instructions. Increments are lost.
- CPython 3.10 and newer: only at function entry, at the end of a loop's turn and after calls. Not
  inside this line; the program is still wrong, it has merely stopped showing it.
- without the GIL: both threads run at the same instant. Many increments are lost.

Look for: "lost 0" with safe points `py310`, and a different number every run otherwise.
Try:      gilscope run --safe-points every --switch-every 7 programs/counter_race.py
          gilscope run --safe-points py310 programs/counter_race.py
          gilscope compare programs/counter_race.py
          gilscope run programs/counter_race.py 1000        (fewer increments a thread)
The cure: counter_locked.py
"""

import sys
import threading

INCREMENTS = 500_000

counter = 0


def increment(times):
    global counter
    for _ in range(times):
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
