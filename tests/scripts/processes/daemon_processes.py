"""A daemon is terminated when its parent ends; others are waited for."""

import time
from multiprocessing import Process, current_process


def forever():
    while True:
        time.sleep(0.5)


def late():
    time.sleep(0.2)
    print("late, but not lost")


def child_of_daemon():
    print(current_process().daemon)
    try:
        Process(target=late).start()
    except AssertionError as error:
        print(error)


if __name__ == "__main__":
    daemon = Process(target=forever, daemon=True)
    print(daemon.daemon)
    daemon.start()
    try:
        daemon.daemon = False
    except AssertionError as error:
        print(error)
    other = Process(target=child_of_daemon)
    other.daemon = True
    other.start()
    other.join()
    print(daemon.is_alive(), current_process().daemon)
    Process(target=late).start()
    print("main ends")
