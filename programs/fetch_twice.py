# output: same-lines times-differ
# seconds: 3
"""The smallest example: two downloads of three seconds each, in two threads.

Look for: 3 s, not 6: the second download starts the moment the first one waits.
Try:      gilscope compare programs/fetch_twice.py
          gilscope run --timeline programs/fetch_twice.py
"""

import threading
import time


def fetch(name):
    print(f"{name}: started")
    time.sleep(3)
    print(f"{name}: finished")


start = time.perf_counter()

first = threading.Thread(target=fetch, args=("first",))
second = threading.Thread(target=fetch, args=("second",))
first.start()
second.start()
first.join()
second.join()

print(f"both in {time.perf_counter() - start:.2f} s")
