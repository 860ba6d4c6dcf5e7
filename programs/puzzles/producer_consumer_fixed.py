"""Producer and consumer: parcels go through a box that holds one.

RIGHT: first wait for a parcel (or for room), then lock the box.

Try:  gilscope explore programs/puzzles/producer_consumer_fixed.py
"""

import threading

box = []
mutex = threading.Lock()
items = threading.Semaphore(0)


def produce():
    with mutex:
        box.append("parcel")
    items.release()


def consume():
    items.acquire()
    with mutex:
        print("got", box.pop())


threads = [threading.Thread(target=produce), threading.Thread(target=consume)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
