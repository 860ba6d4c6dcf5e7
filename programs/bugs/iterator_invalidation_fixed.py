"""The cure of iterator_invalidation.py: whoever walks through it holds the lock.

Try:  gilscope explore programs/bugs/iterator_invalidation_fixed.py
"""

import threading

prices = {"tea": 2, "cake": 3}
total = 0
lock = threading.Lock()


def add_up():
    global total
    with lock:
        for name in prices:
            total += prices[name]


def extend():
    with lock:
        prices["milk"] = 1


threads = [threading.Thread(target=target) for target in (add_up, extend)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total in (5, 6))
