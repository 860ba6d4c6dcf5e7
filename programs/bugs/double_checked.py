"""Double-checked locking with the check done once: two threads both make the one instance.

Both look before either has the lock; whoever gets it second does not look again.

Try:  gilscope explore programs/bugs/double_checked.py
Cure: double_checked_fixed.py
"""

import threading

instance = None
made = 0
lock = threading.Lock()


def get():
    global instance, made
    if instance is None:
        with lock:
            made += 1
            instance = "the one"
    return instance


threads = [threading.Thread(target=get) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("made", made)
