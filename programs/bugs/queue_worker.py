"""Two workers, and one "that is all": whoever does not get it waits for ever.

Each worker stops at None, and one None is put for both of them.

Try:  gilscope explore programs/bugs/queue_worker.py
Cure: queue_worker_fixed.py
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
jobs.put(None)
for worker in workers:
    worker.join()
print("all done")
