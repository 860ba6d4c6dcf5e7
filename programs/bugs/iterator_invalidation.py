"""One thread walks through a dict while another one adds to it.

Try:  gilscope explore programs/bugs/iterator_invalidation.py
Cure: iterator_invalidation_fixed.py
"""

import threading

prices = {"tea": 2, "cake": 3}
total = 0


def add_up():
    global total
    for name in prices:
        total += prices[name]


def extend():
    prices["milk"] = 1


threads = [threading.Thread(target=target) for target in (add_up, extend)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total in (5, 6))
