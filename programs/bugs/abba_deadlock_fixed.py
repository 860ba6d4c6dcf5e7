"""The cure of abba_deadlock.py: both threads take the locks in one order.

Try:  gilscope explore programs/bugs/abba_deadlock_fixed.py
"""

import threading

a = threading.Lock()
b = threading.Lock()


def there():
    with a:
        with b:
            pass


def back():
    with a:
        with b:
            pass


threads = [threading.Thread(target=target) for target in (there, back)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
