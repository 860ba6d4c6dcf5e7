"""Readers and writers: many may read a page at a time; who writes must be alone.

RIGHT: the readers' number has a lock of its own; the first one locks the room, the last one frees it.

Try:  gilscope explore programs/puzzles/readers_writers_fixed.py
"""

import threading

readers = 0
mutex = threading.Lock()
room = threading.Semaphore(1)
page = ["old", "old"]


def read():
    global readers
    with mutex:
        readers += 1
        if readers == 1:
            room.acquire()
    assert page[0] == page[1], "torn page"
    with mutex:
        readers -= 1
        if readers == 0:
            room.release()


def write():
    with room:
        page[0] = "new"
        page[1] = "new"


threads = [threading.Thread(target=read), threading.Thread(target=write)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(page)
