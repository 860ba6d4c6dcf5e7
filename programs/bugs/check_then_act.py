"""Check, then act: two threads both find the last seat free, and both take it.

Between the question and the deed the answer may change.

Try:  gilscope explore programs/bugs/check_then_act.py
Cure: check_then_act_fixed.py
"""

import threading

seats = 1
sold = []


def buy(name):
    global seats
    if seats > 0:
        seats -= 1
        sold.append(name)


threads = [threading.Thread(target=buy, args=(name,)) for name in ("Ann", "Bob")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("sold", len(sold))
