"""What cannot be pickled does not get into a queue: the error goes to stderr, and nothing arrives."""

import threading
import time
from multiprocessing import Queue


def numbers():
    yield 1


def main():
    queue = Queue()
    for bad in (threading.Lock(), numbers(), [1, {2: threading.RLock()}]):
        queue.put(bad)
        time.sleep(0.1)
    queue.put("good")
    print(queue.get())


if __name__ == "__main__":
    main()
