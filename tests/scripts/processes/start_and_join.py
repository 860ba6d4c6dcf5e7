"""Processes are started, run side by side and are joined; each prints when it is its turn."""

from multiprocessing import Process


def greet(name, times=1):
    for _ in range(times):
        print(f"hello {name}")


if __name__ == "__main__":
    first = Process(target=greet, args=("bob",))
    first.start()
    first.join()
    print(first.exitcode, first.is_alive())
    second = Process(target=greet, args=("eve",), kwargs={"times": 2}, name="greeter")
    print(second.name, second.exitcode, second.pid, second.is_alive())
    second.start()
    second.join()
    print(second.name, second.exitcode, second.pid is None)
    for n in range(3):
        worker = Process(target=greet, args=(n,))
        print(worker.name)
        worker.start()
        worker.join()
    print("done")
