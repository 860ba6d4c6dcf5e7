# Two locks, two orders
# goal: deadlock
#
# One thread takes the first lock and then the second; the other one takes the second and then the first.
# Each of them is right as such. Let each take the lock that it takes first.
#
# Cure: one order for all, whatever it is.

import threading

first = threading.Lock()
second = threading.Lock()


def forth():
    with first:
        with second:
            print("forth")


def back():
    with second:
        with first:
            print("back")


threads = [threading.Thread(target=target) for target in (forth, back)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
