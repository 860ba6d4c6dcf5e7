"""Signalling: the letter must be written before it is sent.

WRONG: the order is left to chance. To start the writer first does not make it go first.

Try:  gilscope explore programs/puzzles/signalling.py
Cure: signalling_fixed.py
"""

import threading

letter = ""


def write():
    global letter
    letter = "dear reader"


def send():
    print("sent:", letter)


writer = threading.Thread(target=write)
sender = threading.Thread(target=send)
writer.start()
sender.start()
writer.join()
sender.join()
