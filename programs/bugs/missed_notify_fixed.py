"""The cure of missed_notify.py: wait while it is not so, and only then.

Try:  gilscope explore programs/bugs/missed_notify_fixed.py
"""

import threading

ready = False
changed = threading.Condition()


def wait():
    with changed:
        while not ready:
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
