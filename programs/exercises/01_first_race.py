# The first race
# goal: prints 1
#
# Two threads add 1 to a counter, and it should come to 2. But `counter = counter + 1` is three
# deeds: read the counter, add, write it back. Stop one thread between its reading and its writing, and
# let the other one do all of its work meanwhile. What does the first one write then?
#
# Cure: one `with lock:` around the line.

import threading

counter = 0


def increment():
    global counter
    counter = counter + 1


threads = [threading.Thread(target=increment) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter)
