"""Multiplex: no more guests may be in the sauna at a time than there are places.

WRONG: whoever finds it full does not wait properly: the look and the entry are two things.

Try:  gilscope explore programs/puzzles/multiplex.py
Cure: multiplex_fixed.py
"""

import threading

PLACES = 1
inside = 0
mutex = threading.Lock()


def visit():
    global inside
    with mutex:
        is_full = inside == PLACES
    if is_full:
        return
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
