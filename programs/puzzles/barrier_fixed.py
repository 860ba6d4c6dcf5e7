"""Barrier: nobody goes on before all have arrived.

RIGHT: whoever gets through the turnstile lets the next one through.

Try:  gilscope explore programs/puzzles/barrier_fixed.py
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
    turnstile.release()


threads = [threading.Thread(target=go) for _ in range(COUNT)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("all through")
