"""Building H2O: two atoms of hydrogen and one of oxygen bond; none may go on without the others.

WRONG: hydrogen counts itself without a lock. An atom is lost, and the oxygen waits for ever.

Try:  gilscope explore programs/puzzles/building_h2o.py
Cure: building_h2o_fixed.py
"""

import threading

hydrogen = 0
pair = threading.Semaphore(0)


def make_hydrogen():
    global hydrogen
    hydrogen += 1
    if hydrogen == 2:
        pair.release()


def make_oxygen():
    pair.acquire()
    print("water")


threads = [threading.Thread(target=make_hydrogen) for _ in range(2)]
threads.append(threading.Thread(target=make_oxygen))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
