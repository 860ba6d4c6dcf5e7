# A pair, torn
# goal: prints torn
#
# Two numbers are to be equal at all times, and whoever changes them changes both. Whoever reads them reads
# both. Neither does so in one go: find the moment at which a reader sees one half of a change.
#
# Cure: writers and readers take the same lock; or there is one tuple that is replaced as a whole.

import threading

x = 0
y = 0


def change():
    global x, y
    x = 1
    y = 1


def read():
    print("whole" if x == y else "torn")


threads = [threading.Thread(target=target) for target in (change, read)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
