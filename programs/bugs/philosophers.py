"""Three philosophers, three forks: each takes the fork on the left, then the one on the right.

If all of them have their left fork, all of them wait for ever.

Try:  gilscope explore programs/bugs/philosophers.py
Cure: philosophers_fixed.py
"""

import threading

forks = [threading.Lock() for _ in range(3)]


def dine(seat):
    with forks[seat]:
        with forks[(seat + 1) % 3]:
            pass


threads = [threading.Thread(target=dine, args=(seat,)) for seat in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("all have dined")
