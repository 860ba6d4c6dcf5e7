"""The cure of check_then_act.py: ask and act under one lock.

Try:  gilscope explore programs/bugs/check_then_act_fixed.py
"""

import threading

seats = 1
sold = []
box_office = threading.Lock()


def buy(name):
    global seats
    with box_office:
        if seats > 0:
            seats -= 1
            sold.append(name)


threads = [threading.Thread(target=buy, args=(name,)) for name in ("Ann", "Bob")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("sold", len(sold))
