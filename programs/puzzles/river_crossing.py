"""River crossing: the boat leaves with exactly two, and one of them rows.

WRONG: "am I the last to come aboard?" is asked after the lock was let go: both may answer yes.

Try:  gilscope explore programs/puzzles/river_crossing.py
Cure: river_crossing_fixed.py
"""

import threading

SEATS = 2
aboard = 0
captains = 0
mutex = threading.Lock()


def board():
    global aboard, captains
    with mutex:
        aboard += 1
    if aboard == SEATS:
        with mutex:
            captains += 1


threads = [threading.Thread(target=board) for _ in range(SEATS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("captains", captains)
