"""Dining savages: they eat from one pot, and whoever finds it empty wakes the cook.

WRONG: two find it empty, and the cook fills it twice.

Try:  gilscope explore programs/puzzles/dining_savages.py
Cure: dining_savages_fixed.py
"""

import threading

SERVINGS = 2
pot = 0
filled = 0
mutex = threading.Lock()


def eat():
    global pot, filled
    with mutex:
        is_empty = pot == 0
    if is_empty:
        with mutex:
            pot = SERVINGS
            filled += 1
    with mutex:
        pot -= 1


savages = [threading.Thread(target=eat) for _ in range(2)]
for savage in savages:
    savage.start()
for savage in savages:
    savage.join()
print("filled", filled, "left", pot)
