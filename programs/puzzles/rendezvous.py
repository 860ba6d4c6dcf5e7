"""Rendezvous: neither of two threads goes on before the other has arrived.

WRONG: each waits for the other before it says that it is there itself.

Try:  gilscope explore programs/puzzles/rendezvous.py
Cure: rendezvous_fixed.py
"""

import threading

here = [threading.Semaphore(0), threading.Semaphore(0)]
arrived = [0, 0]


def meet(me):
    arrived[me] = 1
    here[1 - me].acquire()
    here[me].release()
    assert arrived[1 - me]


threads = [threading.Thread(target=meet, args=(me,)) for me in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("met")
