"""What executors of processes cannot send, and a pool whose worker dies."""

import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def identity(x):
    return x


def give_lock():
    return threading.Lock()


def leave():
    sys.exit(3)


def prepare(fails):
    if fails:
        raise RuntimeError("not today")


def main():
    with ProcessPoolExecutor(2) as executor:
        for bad in (threading.Lock(), (n for n in [1]), {1: sys}):
            try:
                executor.submit(identity, bad).result()
            except Exception as error:
                print(type(error).__name__, error)
        try:
            executor.submit(give_lock).result()
        except Exception as error:
            print(type(error).__name__, error)
        try:
            executor.submit(leave).result()
        except SystemExit as exit:
            print("exit", exit.code)
        print(executor.submit(identity, "alive").result())
    executor = ProcessPoolExecutor(1)
    future = executor.submit(time.sleep, 30)
    time.sleep(0.2)
    for process in list(executor._processes.values()):
        process.terminate()
    try:
        future.result()
    except BrokenProcessPool as error:
        print(error)
    try:
        executor.submit(identity, 1)
    except BrokenProcessPool as error:
        print(error)
    executor.shutdown()


if __name__ == "__main__":
    main()
