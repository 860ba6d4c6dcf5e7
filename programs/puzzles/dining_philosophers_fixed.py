"""Dining philosophers: two at a table with two forks, and each needs both.

RIGHT: a footman lets in one fewer than there are forks, so somebody always has both.

Try:  gilscope explore programs/puzzles/dining_philosophers_fixed.py
"""

import threading

SEATS = 2
forks = [threading.Lock() for _ in range(SEATS)]
footman = threading.Semaphore(SEATS - 1)
meals = [0] * SEATS


def dine(seat):
    with footman:
        with forks[seat]:
            with forks[(seat + 1) % SEATS]:
                meals[seat] += 1


threads = [threading.Thread(target=dine, args=(seat,)) for seat in range(SEATS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("meals", meals)
