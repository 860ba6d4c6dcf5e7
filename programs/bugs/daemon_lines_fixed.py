"""The cure of daemon_lines.py: wait for the thread before the program ends.

Try:  gilscope explore programs/bugs/daemon_lines_fixed.py
"""

import threading


def count():
    for number in range(1, 5):
        print("line", number)


counter = threading.Thread(target=count, daemon=True)
counter.start()
counter.join()
