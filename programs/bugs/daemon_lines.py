"""A daemon prints four lines; the program ends after the third, or a little later.

What a daemon does at the end of the program it may or may not come to do.

Try:  gilscope explore programs/bugs/daemon_lines.py
Cure: daemon_lines_fixed.py
"""

import threading

third = threading.Lock()
third.acquire()


def count():
    for number in range(1, 5):
        print("line", number)
        if number == 3:
            third.release()


threading.Thread(target=count, daemon=True).start()
third.acquire()
