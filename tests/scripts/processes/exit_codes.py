"""What a process leaves behind: 0, the status of sys.exit(), 1 after an exception, or minus a signal."""

import sys
import time
from multiprocessing import Process


def leave(status):
    sys.exit(status)


def fail():
    raise RuntimeError("no good")


def sleep():
    time.sleep(30)


def finish():
    pass


def main():
    for target, args in [
        (finish, ()), (leave, (None,)), (leave, (0,)), (leave, (3,)), (leave, (256,)), (leave, (-1,)),
        (leave, ("in words",)), (leave, (True,)), (fail, ()),
    ]:
        process = Process(target=target, args=args)
        process.start()
        process.join()
        print(target.__name__, args, process.exitcode)
    process = Process(target=sleep)
    process.start()
    print(process.exitcode, process.is_alive())
    process.terminate()
    process.join()
    print(process.exitcode, process.is_alive())
    process = Process(target=sleep)
    process.start()
    process.kill()
    process.join()
    print(process.exitcode)


if __name__ == "__main__":
    main()
