# Three philosophers
# goal: deadlock
#
# Each needs the fork to the left and the fork to the right, and takes the left one first. When all of them
# are hungry at the same moment, nobody eats any more. Three threads, one after another: how many of them
# have to be interrupted?
#
# Cure: one of them takes the right fork first; or two may sit at the table at a time.

import threading

forks = [threading.Lock() for _ in range(3)]


def dine(seat):
    with forks[seat]:
        with forks[(seat + 1) % 3]:
            pass


philosophers = [threading.Thread(target=dine, args=(seat,)) for seat in range(3)]
for philosopher in philosophers:
    philosopher.start()
for philosopher in philosophers:
    philosopher.join()
print("all have eaten")
