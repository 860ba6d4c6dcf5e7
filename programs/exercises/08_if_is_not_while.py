# `if` is not `while`
# goal: IndexError
#
# A consumer that finds nothing waits to be notified, and then takes what there is. But between the
# notification and the moment at which the consumer has the lock again, somebody else may come by. Have one
# consumer wait, an item made, and the other consumer quicker than the one that was woken.
#
# Cure: `while not buffer: changed.wait()`.

import threading

buffer = []
changed = threading.Condition()


def consume():
    with changed:
        if not buffer:
            changed.wait()
        buffer.pop()


def produce():
    with changed:
        buffer.append("item")
        changed.notify()
    with changed:
        buffer.append("item")
        changed.notify()


threads = [threading.Thread(target=target) for target in (consume, consume, produce)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("fed")
