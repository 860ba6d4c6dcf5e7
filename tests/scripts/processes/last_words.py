"""At its end a process flushes what it has printed; its objects die without last words."""

import sys
from multiprocessing import Process


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


kept = Loud("global")


def work():
    local = Loud("local")
    print("working with", local.name, kept.name)
    del local
    sys.stdout.write("no newline at the end")


if __name__ == "__main__":
    process = Process(target=work)
    process.start()
    process.join()
    print()
    print("parent ends")
