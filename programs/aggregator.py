# output: same-lines times-differ
# seconds: 1
"""Eight services, asked at the same time by eight threads.

time.sleep() stands for the network: while a thread waits there, it lets go of the GIL, and the
next thread runs. All eight waits overlap, so the report takes as long as the slowest answer:
one second in place of the eight of aggregator_sequential.py.

Look for: all the "asked" lines at once; the "answered" lines a second later, in any order.
          Turning the GIL off gains nothing, for nobody was waiting for it.
Try:      gilscope compare programs/aggregator.py
          gilscope run --timeline programs/aggregator.py
          gilscope run --io hold programs/aggregator.py     (the lock kept while waiting: 8 s)
"""

import threading
import time

SERVICES = ["users", "orders", "stock", "prices", "reviews", "shipping", "offers", "news"]
ANSWER_TIME = 1.0

answers = {}
answers_lock = threading.Lock()


def ask(service):
    print(f"{service}: asked")
    time.sleep(ANSWER_TIME)
    print(f"{service}: answered")
    with answers_lock:
        answers[service] = f"{service} ok"


def main():
    start = time.perf_counter()
    workers = [threading.Thread(target=ask, args=(service,)) for service in SERVICES]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    elapsed = time.perf_counter() - start
    print(", ".join(answers[service] for service in SERVICES))
    print(f"{len(answers)} answers in {elapsed:.2f} s")


main()
