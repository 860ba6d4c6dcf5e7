# Too late by a hair
# goal: prints cancelled, and delivered
#
# The customer waits a while for the parcel and cancels if it has not come. The carrier looks whether it has
# been cancelled before he delivers. Time may run out at any moment, also at the worst one: a thread
# that waits with a timeout may be chosen, and then gives up.
#
# Cure: whoever decides does so under the lock, and the other one accepts it.

import threading

arrived = threading.Event()
cancelled = False
log = []


def carry():
    if not cancelled:
        log.append("delivered")
        arrived.set()


def wait():
    global cancelled
    if not arrived.wait(timeout=1.0):
        cancelled = True
        log.append("cancelled")


threads = [threading.Thread(target=target) for target in (carry, wait)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(", and ".join(sorted(log)))
