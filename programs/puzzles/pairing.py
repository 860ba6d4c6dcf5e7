"""Pairing: leaders and followers dance in pairs, and only when both are there.

WRONG: the leader takes a follower's word without giving its own, so a follower may dance alone.

Try:  gilscope explore programs/puzzles/pairing.py
Cure: pairing_fixed.py
"""

import threading

leaders = threading.Semaphore(0)
followers = threading.Semaphore(0)
on_floor = []


def lead():
    leaders.release()
    followers.acquire()
    on_floor.append("leader")


def follow():
    followers.release()
    on_floor.append("follower")
    assert leaders.acquire(blocking=False), "nobody leads"


threads = [threading.Thread(target=lead), threading.Thread(target=follow)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(on_floor))
