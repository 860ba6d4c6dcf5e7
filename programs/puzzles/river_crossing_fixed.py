"""River crossing: the boat leaves with exactly two, and one of them rows.

RIGHT: whoever comes aboard learns under the same lock whether it was the last.

Try:  gilscope explore programs/puzzles/river_crossing_fixed.py
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
        is_last = aboard == SEATS
    if is_last:
        captains += 1


threads = [threading.Thread(target=board) for _ in range(SEATS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("captains", captains)
