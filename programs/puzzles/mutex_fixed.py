"""Mutex: one thread at a time may touch the purse.

RIGHT: a semaphore that begins at 1 lets in one thread at a time.

Try:  gilscope explore programs/puzzles/mutex_fixed.py
"""

import threading

mutex = threading.Semaphore(1)
purse = 0


def pay():
    global purse
    with mutex:
        before = purse
        purse = before + 1


threads = [threading.Thread(target=pay) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("purse", purse)
