"""The cure of double_checked.py: look with the lock held, and only then.

Try:  gilscope explore programs/bugs/double_checked_fixed.py
"""

import threading

instance = None
made = 0
lock = threading.Lock()


def get():
    global instance, made
    with lock:
        if instance is None:
            made += 1
            instance = "the one"
        return instance


threads = [threading.Thread(target=get) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("made", made)
