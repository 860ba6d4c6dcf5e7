"""A barrier for three processes, and one that breaks."""

import threading
from multiprocessing import Barrier, Process, SimpleQueue


def meet(barrier, queue):
    queue.put("before")
    index = barrier.wait()
    queue.put("after")
    queue.put(index)


def give_up(barrier, queue):
    try:
        barrier.wait(0.05)
    except threading.BrokenBarrierError as error:
        queue.put(type(error).__name__)


if __name__ == "__main__":
    barrier, queue = Barrier(3), SimpleQueue()
    processes = [Process(target=meet, args=(barrier, queue)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    said = [queue.get() for _ in range(9)]
    print(said[:3], sorted(map(str, said[3:])))
    print(barrier.parties, barrier.n_waiting, barrier.broken)
    process = Process(target=give_up, args=(barrier, queue))
    process.start()
    process.join()
    print(queue.get(), barrier.broken)
    barrier.reset()
    print(barrier.broken)
