"""The cure of queue_worker.py: a None for each worker.

Try:  gilscope explore programs/bugs/queue_worker_fixed.py
"""

import queue
import threading

jobs = queue.SimpleQueue()


def work():
    while jobs.get() is not None:
        pass


workers = [threading.Thread(target=work) for _ in range(2)]
for worker in workers:
    worker.start()
jobs.put("job")
for _ in workers:
    jobs.put(None)
for worker in workers:
    worker.join()
print("all done")
