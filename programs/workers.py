# output: times-differ
# seconds: 1
"""Four workers that only compute: threads of one process, or processes.

Threads take turns at the one GIL of their process, so four of them take as long as one that does all
the work. A process has a GIL of its own, and shares nothing: its arguments and its answer are copied,
and it takes its time to start. `gilscope compare` runs a script with the line WORKERS = "threads" both
ways.

Look for: the row "processes (own GILs)": as many cores busy as there are, although every GIL is on.
Try:      gilscope compare programs/workers.py
          gilscope compare --process-start 50ms programs/workers.py
          gilscope run --clock virtual --timeline programs/workers.py
"""

import multiprocessing
import queue
import threading
import time

WORKERS = "threads"  # or "processes"
NUMBERS = 60_000


def sum_of_squares(start, stop, answers):
    total = 0
    for number in range(start, stop):
        total += number * number
    answers.put((start, total))


def main():
    if WORKERS == "threads":
        make_worker, answers = threading.Thread, queue.Queue()
    else:
        make_worker, answers = multiprocessing.Process, multiprocessing.Queue()
    parts = [(start, start + NUMBERS // 4) for start in range(0, NUMBERS, NUMBERS // 4)]
    workers = [make_worker(target=sum_of_squares, args=(*part, answers)) for part in parts]
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
    results = sorted(answers.get() for _ in workers)
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - begin
    for start, total in results:
        print(f"from {start}: {total}")
    print(f"together {sum(total for _, total in results)} in {seconds:.2f} s")


if __name__ == "__main__":
    main()
