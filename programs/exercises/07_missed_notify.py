# A call that nobody hears
# goal: deadlock
#
# One thread waits on a condition, the other one notifies. A notification wakes who waits now; it is not
# kept for who will wait later. Nothing has to be interrupted here: who goes first decides.
#
# Cure: a variable that says what has happened, and `while not happened: changed.wait()`.

import threading

changed = threading.Condition()


def wait():
    with changed:
        changed.wait()
    print("heard")


def tell():
    with changed:
        changed.notify()


threads = [threading.Thread(target=target) for target in (wait, tell)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
