# output: times-differ
# seconds: 1
"""A pool of four workers takes tasks from a queue.

Twelve tasks of 0.1 s, four workers: three rounds, 0.3 s. The queue does all the synchronising: an
idle worker sleeps in get() without the GIL, until a task arrives. One None per worker says that
no more will come.

Look for: how evenly the tasks are spread; the workers that wait in get() use no CPU time.
Try:      gilscope compare programs/pool.py
          gilscope run --timeline programs/pool.py
"""

import queue
import threading
import time

WORKERS = 4
TASKS = 12

tasks = queue.Queue()
results = queue.Queue()


def work():
    while True:
        number = tasks.get()
        if number is None:
            break
        time.sleep(0.1)
        results.put((number, number ** 2))


def main():
    start = time.perf_counter()
    workers = [threading.Thread(target=work, name=f"worker-{n}") for n in range(1, WORKERS + 1)]
    for worker in workers:
        worker.start()
    for number in range(TASKS):
        tasks.put(number)
    for worker in workers:
        tasks.put(None)
    for worker in workers:
        worker.join()
    elapsed = time.perf_counter() - start

    done = dict(results.get() for _ in range(TASKS))
    for number in sorted(done):
        print(f"{number:>2} squared is {done[number]:>3}")
    print(f"{TASKS} tasks, {WORKERS} workers: {elapsed:.2f} s")


if __name__ == "__main__":
    main()
