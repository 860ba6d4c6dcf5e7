# The only one of its kind, made twice
# goal: prints 2
#
# The connection is made when it is needed first, and never again: that is what the `if` is for. Make both
# threads pass it. The lock is in the right place for the list, and does nothing for the `if`.
#
# Cure: ask once more under the lock, before anything is made.

import threading

lock = threading.Lock()
connection = None
made = []


def connect():
    global connection
    if connection is None:
        with lock:
            made.append("connection")
            connection = len(made)


threads = [threading.Thread(target=connect) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(made))
