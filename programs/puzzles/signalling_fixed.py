"""Signalling: the letter must be written before it is sent.

RIGHT: a semaphore that begins at 0 is a signal. Who waits goes on only after the other has said so.

Try:  gilscope explore programs/puzzles/signalling_fixed.py
"""

import threading

letter = ""
written = threading.Semaphore(0)


def write():
    global letter
    letter = "dear reader"
    written.release()


def send():
    written.acquire()
    print("sent:", letter)


writer = threading.Thread(target=write)
sender = threading.Thread(target=send)
writer.start()
sender.start()
writer.join()
sender.join()
