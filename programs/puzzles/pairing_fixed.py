"""Pairing: leaders and followers dance in pairs, and only when both are there.

RIGHT: each announces itself and waits for its partner.

Try:  gilscope explore programs/puzzles/pairing_fixed.py
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
    leaders.acquire()
    on_floor.append("follower")


threads = [threading.Thread(target=lead), threading.Thread(target=follow)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(on_floor))
