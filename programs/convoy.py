# output: numbers-differ
# seconds: 1
"""How late does a thread wake up when another one computes?

A thread sleeps for 1 ms, a hundred times over, and notes how much later than 1 ms it is running
again. Alone it is hardly late at all. Beside a thread that computes, it has to ask for the GIL on
each return, and gets it only when the other one's slice is over: with CPython's switch interval
of 5 ms, a wait of 1 ms becomes one of 6. This is the convoy effect; it is why one busy thread
makes a whole server answer slowly, although the machine has idle cores.

Look for: the median beside the busy thread: it is the switch interval. A hand-off that lets
          threads back from I/O go first would mend it; so does turning the GIL off.
Try:      gilscope compare --cores 2 programs/convoy.py
          gilscope run --switch-interval 5ms programs/convoy.py
          gilscope run --switch-interval 0.5ms programs/convoy.py
"""

import threading
import time

NAPS = 100
NAP = 0.001

busy = True


def compute():
    number = 1
    while busy:
        number = number * 75 % 65537


def nap(late):
    for _ in range(NAPS):
        start = time.perf_counter()
        time.sleep(NAP)
        late.append(time.perf_counter() - start - NAP)


def measure(label):
    late = []
    napper = threading.Thread(target=nap, args=(late,), name="napper")
    napper.start()
    napper.join()
    late.sort()
    median, worst = late[NAPS // 2], late[-1]
    print(f"{label}: late by {median * 1000:.2f} ms (median), {worst * 1000:.2f} ms (worst)")


def main():
    global busy
    measure("alone               ")
    worker = threading.Thread(target=compute, name="worker")
    worker.start()
    measure("beside a busy thread")
    busy = False
    worker.join()


if __name__ == "__main__":
    main()
