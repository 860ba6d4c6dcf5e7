"""Reusable barrier: two threads walk in step, round after round.

WRONG: after a round the turnstile stays open, and one thread can run a lap ahead.

Try:  gilscope explore programs/puzzles/reusable_barrier.py
Cure: reusable_barrier_fixed.py
"""

import threading

COUNT = 2
ROUNDS = 2
arrived = 0
rounds = [0, 0]
mutex = threading.Lock()
turnstile = threading.Semaphore(0)


def walk(me):
    global arrived
    for _ in range(ROUNDS):
        with mutex:
            rounds[me] += 1
            arrived += 1
            if arrived == COUNT:
                arrived = 0
                turnstile.release()
        turnstile.acquire()
        turnstile.release()
        with mutex:
            assert rounds[1 - me] >= rounds[me], "out of step"


threads = [threading.Thread(target=walk, args=(me,)) for me in range(COUNT)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("in step")
