# output: exact
# seconds: 1
"""Threads that only read, and yet write: to take a reference is to change a number in the object.

Four threads look things up in one table. Nobody changes it, no lock is taken, and without the GIL they
still get in each other's way: the counts of the table and of its rows go from core to core.

Look for: the lines of `look_up` under "contended", the table and its rows as the objects, the rows that
          `results` keeps alive, the cycle of parent and child, and what the script would take if the
          counts of the table cost nothing.
Try:      gilscope xray programs/shared_table.py
          gilscope xray --counting biased programs/shared_table.py
          gilscope xray --gil on programs/shared_table.py
"""

import threading

THREADS = 4
ROUNDS = 250


class Row:
    def __init__(self, number):
        self.number = number
        self.parent = None
        self.child = None


table = [Row(number) for number in range(8)]
results = []
lock = threading.Lock()


def look_up():
    total = 0
    for _ in range(ROUNDS):
        for row in table:
            total += row.number
    found = [Row(total) for _ in range(20)]
    with lock:
        results.append(found)


def adopt():
    parent = Row(1)
    parent.child = Row(2)
    parent.child.parent = parent


threads = [threading.Thread(target=look_up) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
adopt()
print(sum(found[0].number for found in results))
