"""No-starve mutex: whoever waits gets in before others get in again.

WRONG: an ordinary mutex. The greedy one may come back again and again before the other had its turn.

Try:  gilscope explore programs/puzzles/no_starve_mutex.py
Cure: no_starve_mutex_fixed.py
"""

import threading

TURNS = 3
mutex = threading.Lock()
log = []


def work(name, turns):
    for _ in range(turns):
        with mutex:
            log.append(name)


threads = [
    threading.Thread(target=work, args=("greedy", TURNS)),
    threading.Thread(target=work, args=("modest", 1)),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(log.index("modest"))
