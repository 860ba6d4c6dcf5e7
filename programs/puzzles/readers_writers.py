"""Readers and writers: many may read a page at a time; who writes must be alone.

WRONG: readers are counted without a lock, so the first and the last of them are mistaken.

Try:  gilscope explore programs/puzzles/readers_writers.py
Cure: readers_writers_fixed.py
"""

import threading

readers = 0
room = threading.Semaphore(1)
page = ["old", "old"]


def read():
    global readers
    readers += 1
    if readers == 1:
        room.acquire()
    assert page[0] == page[1], "torn page"
    readers -= 1
    if readers == 0:
        room.release()


threads = [threading.Thread(target=read) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with room:
    page[0] = page[1] = "new"
print(page)
