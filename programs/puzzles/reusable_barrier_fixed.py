"""Reusable barrier: two threads walk in step, round after round.

RIGHT: the last to come lets all of them through, one signal each, and a second turnstile keeps them
until all have left the first.

Try:  gilscope explore programs/puzzles/reusable_barrier_fixed.py
"""

import threading

COUNT = 2
arrived = 0
rounds = [0, 0]
mutex = threading.Lock()
turnstiles = [threading.Semaphore(0), threading.Semaphore(0)]


def pass_barrier(step):
    global arrived
    with mutex:
        arrived += 1 if step == 0 else -1
        if arrived == (COUNT, 0)[step]:
            turnstiles[step].release(COUNT)
    turnstiles[step].acquire()


def walk(me):
    rounds[me] += 1
    pass_barrier(0)
    assert rounds[1 - me] >= rounds[me], "out of step"
    pass_barrier(1)


threads = [threading.Thread(target=walk, args=(me,)) for me in range(COUNT)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
is_open = [turnstile.acquire(blocking=False) for turnstile in turnstiles]
print("in step, and ready for the next round:", not any(is_open))
