"""A class derived from Process: its run() is what the process does."""

import sys
from multiprocessing import Process, Queue


class Squarer(Process):
    def __init__(self, numbers, answers):
        super().__init__()
        self.numbers = numbers
        self.answers = answers
        self.total = 0

    def run(self):
        for number in self.numbers:
            self.total += number * number
        self.answers.put((self.name, self.total))


class Failing(Process):
    def run(self):
        sys.exit(self.name.count("-") + 6)


if __name__ == "__main__":
    answers = Queue()
    workers = [Squarer(range(n), answers) for n in (3, 4, 5)]
    for worker in workers:
        worker.start()
    results = sorted(answers.get() for _ in workers)
    for worker in workers:
        worker.join()
    print(results)
    print([worker.total for worker in workers])
    failing = Failing(name="f-g-h")
    failing.start()
    failing.join()
    print(failing.exitcode)
