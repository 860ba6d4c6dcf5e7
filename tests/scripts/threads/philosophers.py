# Five philosophers, five forks. Each takes the lower fork first: no deadlock.
import threading

forks = [threading.Lock() for _ in range(5)]
meals = [0] * 5


def dine(seat, rounds):
    low, high = sorted((seat, (seat + 1) % 5))
    for _ in range(rounds):
        with forks[low]:
            with forks[high]:
                meals[seat] += 1


philosophers = [threading.Thread(target=dine, args=(seat, 50)) for seat in range(5)]
for philosopher in philosophers:
    philosopher.start()
for philosopher in philosophers:
    philosopher.join()
print(meals, [fork.locked() for fork in forks])
