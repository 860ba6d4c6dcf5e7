# exit: deadlock
# Five philosophers who all take the left fork first, and have all taken it before any goes on.
import threading

forks = [threading.Lock() for _ in range(5)]
all_hold_one = threading.Barrier(5)


def dine(seat):
    with forks[seat]:
        all_hold_one.wait()
        with forks[(seat + 1) % 5]:
            print("never", seat)


print("five sit down")
for seat in range(5):
    threading.Thread(target=dine, args=(seat,)).start()
