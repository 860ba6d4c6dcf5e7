# The last seat, sold twice
# goal: prints -1
#
# Each clerk looks whether a seat is free, and then sells it. What was true when it was looked at need not
# be true when it is acted upon. Let both clerks look before either of them sells.
#
# Cure: look and act under the same lock.

import threading

seats = 1


def sell():
    global seats
    if seats > 0:
        seats = seats - 1


clerks = [threading.Thread(target=sell) for _ in range(2)]
for clerk in clerks:
    clerk.start()
for clerk in clerks:
    clerk.join()
print(seats)
