"""Missed notify: a thread waits on a Condition without asking first whether it is too late.

If the notifier comes first, nobody hears it, and the waiter waits for ever.

Try:  gilscope explore programs/bugs/missed_notify.py
Cure: missed_notify_fixed.py
"""

import threading

ready = False
changed = threading.Condition()


def wait():
    with changed:
        changed.wait()
    print("heard")


def tell():
    global ready
    with changed:
        ready = True
        changed.notify()


threads = [threading.Thread(target=target) for target in (wait, tell)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
