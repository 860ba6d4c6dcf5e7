"""The cure of bounded_buffer.py: who is woken asks again.

Try:  gilscope explore programs/bugs/bounded_buffer_fixed.py
"""

import threading

buffer = []
changed = threading.Condition()


def consume():
    with changed:
        while not buffer:
            changed.wait()
        buffer.pop()


def produce():
    for item in range(2):
        with changed:
            buffer.append(item)
            changed.notify()


threads = [threading.Thread(target=target) for target in (consume, consume, produce)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("left", len(buffer))
