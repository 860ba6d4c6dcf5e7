"""ABBA: one thread takes lock A, then B; the other one B, then A.

If each has its first lock, neither will ever get its second one.

Try:  gilscope explore programs/bugs/abba_deadlock.py
Cure: abba_deadlock_fixed.py
"""

import threading

a = threading.Lock()
b = threading.Lock()


def there():
    with a:
        with b:
            pass


def back():
    with b:
        with a:
            pass


threads = [threading.Thread(target=target) for target in (there, back)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
