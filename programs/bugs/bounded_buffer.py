"""A buffer whose consumers ask with `if` where they should ask with `while`.

A consumer that is woken finds that another one has been quicker: the buffer is empty again.

Try:  gilscope explore programs/bugs/bounded_buffer.py
Cure: bounded_buffer_fixed.py
"""

import threading

buffer = []
changed = threading.Condition()


def consume():
    with changed:
        if not buffer:
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
