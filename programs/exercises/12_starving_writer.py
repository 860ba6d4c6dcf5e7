# The starving writer
# goal: prints the writer starves
#
# Readers may share the room: the first one in takes the key, the last one out gives it back. The writer needs
# the room for himself. He tries, finds it taken, tries again when a reader has left, finds it taken
# again, and goes home. Nothing here is wrong as far as data goes: no race that matters, no deadlock. Yet there
# is a schedule in which readers come and go and the room is never empty.
#
# Cure: a turnstile that readers pass one by one and that the writer holds while he waits.

import threading

mutex = threading.Lock()
room = threading.Lock()
readers = 0
gone = 0


def read():
    global readers, gone
    with mutex:
        readers += 1
        if readers == 1:
            room.acquire()
    with mutex:
        readers -= 1
        gone += 1
        if readers == 0:
            room.release()


def write():
    refusals = set()
    for _ in range(2):
        if room.acquire(blocking=False):
            room.release()
        else:
            refusals.add(gone)
    if len(refusals) == 2:
        print("the writer starves")


threads = [threading.Thread(target=target) for target in (read, read, write)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
