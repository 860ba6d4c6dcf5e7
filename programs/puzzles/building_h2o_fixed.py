"""Building H2O: two atoms of hydrogen and one of oxygen bond; none may go on without the others.

RIGHT: atoms are counted under a lock; the second one of hydrogen calls the oxygen.

Try:  gilscope explore programs/puzzles/building_h2o_fixed.py
"""

import threading

hydrogen = 0
mutex = threading.Lock()
pair = threading.Semaphore(0)


def make_hydrogen():
    global hydrogen
    with mutex:
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
