"""join(timeout) gives up; is_alive() tells."""

import time
from multiprocessing import Process, active_children


def nap(seconds):
    time.sleep(seconds)


if __name__ == "__main__":
    process = Process(target=nap, args=(0.4,))
    process.start()
    print(process.join(0.05), process.is_alive(), process.exitcode)
    print(len(active_children()), process in active_children())
    process.join()
    print(process.is_alive(), process.exitcode, active_children())
    process.join()
    print(process.join(0))
