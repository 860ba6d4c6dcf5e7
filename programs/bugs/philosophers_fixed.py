"""The cure of philosophers.py: everybody takes the fork with the lower number first.

Try:  gilscope explore programs/bugs/philosophers_fixed.py
"""

import threading

forks = [threading.Lock() for _ in range(3)]


def dine(seat):
    first, second = sorted((seat, (seat + 1) % 3))
    with forks[first]:
        with forks[second]:
            pass


threads = [threading.Thread(target=dine, args=(seat,)) for seat in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("all have dined")
