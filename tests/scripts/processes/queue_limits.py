"""A queue with a limit, timeouts, and what a closed one says."""

import queue
from multiprocessing import JoinableQueue, Process, Queue, SimpleQueue


def fill(bounded, done):
    for number in range(6):
        bounded.put(number)
    done.put("filled")


def work(tasks):
    while True:
        task = tasks.get()
        if task is None:
            tasks.task_done()
            break
        print("task", task)
        tasks.task_done()


if __name__ == "__main__":
    bounded, done = Queue(2), SimpleQueue()
    process = Process(target=fill, args=(bounded, done))
    process.start()
    print([bounded.get() for _ in range(6)], done.get())
    process.join()
    print(bounded.qsize(), done.empty())
    bounded.put(1)
    bounded.put(2)
    for attempt in (lambda: bounded.put(3, timeout=0.01), lambda: bounded.put_nowait(3)):
        try:
            attempt()
        except queue.Full as error:
            print("full", type(error).__module__, bounded.full())
    print(bounded.get(), bounded.get(timeout=1))
    for attempt in (lambda: bounded.get(timeout=0.01), lambda: bounded.get_nowait()):
        try:
            attempt()
        except queue.Empty as error:
            print("empty", type(error).__module__)
    bounded.close()
    bounded.join_thread()
    for attempt in (lambda: bounded.put(1), lambda: bounded.get()):
        try:
            attempt()
        except ValueError as error:
            print(str(error)[:6], str(error)[-9:])

    tasks = JoinableQueue()
    worker = Process(target=work, args=(tasks,))
    worker.start()
    for number in range(3):
        tasks.put(number)
    tasks.put(None)
    tasks.join()
    worker.join()
    try:
        tasks.task_done()
    except ValueError as error:
        print(error)
