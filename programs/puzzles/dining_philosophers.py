"""Dining philosophers: two at a table with two forks, and each needs both.

WRONG: everybody takes the left fork first.

Try:  gilscope explore programs/puzzles/dining_philosophers.py
Cure: dining_philosophers_fixed.py
"""

import threading

SEATS = 2
forks = [threading.Semaphore(1) for _ in range(SEATS)]
meals = [0] * SEATS


def dine(seat):
    with forks[seat]:
        with forks[(seat + 1) % SEATS]:
            meals[seat] += 1


threads = [threading.Thread(target=dine, args=(seat,)) for seat in range(SEATS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("meals", meals)
