"""No-starve mutex: whoever waits gets in before others get in again.

RIGHT: turns are handed over, each to the next in line.

Try:  gilscope explore programs/puzzles/no_starve_mutex_fixed.py
"""

import threading

TURNS = 2
turn = [threading.Semaphore(1), threading.Semaphore(0)]
log = []


def work(me, name):
    for _ in range(TURNS):
        turn[me].acquire()
        log.append(name)
        turn[1 - me].release()


threads = [
    threading.Thread(target=work, args=(0, "greedy")),
    threading.Thread(target=work, args=(1, "modest")),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(log.index("modest"))
