"""Each process has a buffer of its own for what it prints, where that does not go to a terminal."""

import time
from multiprocessing import Process


def slowly():
    print("child: first")
    time.sleep(0.2)
    print("child: second")


def at_once():
    print("flushed", flush=True)
    time.sleep(0.2)
    print("rest")


def lost():
    print("flushed before the end", flush=True)
    print("never seen: a signal leaves no time to flush")
    time.sleep(30)


if __name__ == "__main__":
    process = Process(target=slowly)
    process.start()
    print("parent: waits")
    process.join()
    print("parent: joined")
    process = Process(target=at_once)
    process.start()
    time.sleep(0.1)
    print("parent: meanwhile", flush=True)
    process.join()
    process = Process(target=lost)
    process.start()
    time.sleep(0.1)
    process.terminate()
    process.join()
    print("end")
