"""Multiplex: no more guests may be in the sauna at a time than there are places.

RIGHT: a semaphore that begins at the number of places counts them.

Try:  gilscope explore programs/puzzles/multiplex_fixed.py
"""

import threading

PLACES = 1
inside = 0
places = threading.Semaphore(PLACES)
mutex = threading.Lock()


def visit():
    global inside
    with places:
        with mutex:
            inside += 1
            assert inside <= PLACES, "too hot"
        with mutex:
            inside -= 1


guests = [threading.Thread(target=visit) for _ in range(2)]
for guest in guests:
    guest.start()
for guest in guests:
    guest.join()
print("left", inside)
