"""Producer and consumer: parcels go through a box that holds one.

WRONG: the box is locked first and then waited for; whoever waits keeps the other out.

Try:  gilscope explore programs/puzzles/producer_consumer.py
Cure: producer_consumer_fixed.py
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
    with mutex:
        items.acquire()
        print("got", box.pop())


threads = [threading.Thread(target=produce), threading.Thread(target=consume)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
