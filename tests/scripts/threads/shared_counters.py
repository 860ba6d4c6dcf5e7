"""`next` of a counter, and of what goes round, is one step: threads that share them get each number once."""

import itertools
import threading
from collections import OrderedDict

numbers = itertools.count()
servers = itertools.cycle("abc")
next(servers), next(servers), next(servers), next(servers)
got = []
turns = []


def take():
    for _ in range(2000):
        got.append(next(numbers))
        turns.append(next(servers))


threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(got) == list(range(8000)))
print([round(turns.count(name) / 1000, 1) for name in "abc"])

cache = OrderedDict((n, n) for n in range(10))


def use():
    for n in range(3000):
        cache.move_to_end(n % 10)
        assert cache[n % 10] == n % 10


threads = [threading.Thread(target=use) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(cache), len(cache))
