"""Dining savages: they eat from one pot, and whoever finds it empty wakes the cook.

RIGHT: who looks keeps the lock until the pot is full and the meal is taken.

Try:  gilscope explore programs/puzzles/dining_savages_fixed.py
"""

import threading

SERVINGS = 2
pot = 0
filled = 0
mutex = threading.Lock()
is_empty = threading.Semaphore(0)
is_full = threading.Semaphore(0)


def eat():
    global pot
    with mutex:
        if pot == 0:
            is_empty.release()
            is_full.acquire()
            pot = SERVINGS
        pot -= 1


def cook():
    global filled
    is_empty.acquire()
    filled += 1
    is_full.release()


threads = [threading.Thread(target=eat) for _ in range(2)]
threads.append(threading.Thread(target=cook))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("filled", filled, "left", pot)
