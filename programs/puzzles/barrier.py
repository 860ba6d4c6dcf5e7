"""Barrier: nobody goes on before all have arrived.

WRONG: the last to come opens the turnstile once, so one of the others gets through.

Try:  gilscope explore programs/puzzles/barrier.py
Cure: barrier_fixed.py
"""

import threading

COUNT = 2
arrived = 0
mutex = threading.Lock()
turnstile = threading.Semaphore(0)


def go():
    global arrived
    with mutex:
        arrived += 1
        if arrived == COUNT:
            turnstile.release()
    turnstile.acquire()


threads = [threading.Thread(target=go) for _ in range(COUNT)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("all through")
