"""Mutex: one thread at a time may touch the purse.

WRONG: a variable says whether somebody is inside. To look at it and to set it are two things.

Try:  gilscope explore programs/puzzles/mutex.py
Cure: mutex_fixed.py
"""

import threading

is_busy = False
purse = 0


def pay():
    global is_busy, purse
    if is_busy:
        return
    is_busy = True
    before = purse
    purse = before + 1
    is_busy = False


threads = [threading.Thread(target=pay) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("purse", purse)
