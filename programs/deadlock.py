# output: same-lines
# exit: deadlock
"""Two locks, taken in two orders: each thread holds what the other one needs.

One thread moves money from savings to current, the other one back. Each takes the lock of the
account it pays from, then that of the account it pays to. The short sleep in between makes certain
what otherwise happens once in a while, on a Friday, in production.

The GIL does not help: it is let go of while a thread waits for a lock, so others could run, but
these two wait for each other, and the main thread for them. CPython hangs here for ever.

Look for: gilscope sees that nobody can ever run again, names threads, locks, holders and lines,
          and ends with exit status 102.
Try:      gilscope run programs/deadlock.py
The cure: take the locks in one agreed order, whichever way the money goes.
"""

import threading
import time


class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with source.lock:
        print(f"{source.name} -> {target.name}: holds {source.name}, wants {target.name}")
        time.sleep(0.1)
        with target.lock:
            source.balance -= amount
            target.balance += amount
    print(f"{source.name} -> {target.name}: done")


savings = Account("savings", 500)
current = Account("current", 100)
there = threading.Thread(target=transfer, args=(savings, current, 50))
back = threading.Thread(target=transfer, args=(current, savings, 20))
there.start()
back.start()
there.join()
back.join()
print(f"savings {savings.balance}, current {current.balance}")
