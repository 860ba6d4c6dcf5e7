"""Lost update: two threads add to a counter without a lock.

`counter = counter + 1` reads, adds and writes. A thread that is switched out in between writes a
number that is out of date, and the other's increment is gone.

Try:  gilscope explore programs/bugs/lost_update.py
Cure: lost_update_fixed.py
"""

import threading

counter = 0


def increment():
    global counter
    counter = counter + 1


threads = [threading.Thread(target=increment) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter)
