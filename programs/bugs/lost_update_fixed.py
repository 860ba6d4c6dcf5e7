"""The cure of lost_update.py: read, add and write under one lock.

Try:  gilscope explore programs/bugs/lost_update_fixed.py
"""

import threading

counter = 0
lock = threading.Lock()


def increment():
    global counter
    with lock:
        counter = counter + 1


threads = [threading.Thread(target=increment) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter)
