# exit: 1
"""The traceback of a worker is shown as the cause of what the parent sees."""

from concurrent.futures import ProcessPoolExecutor


def inner(x):
    return 10 / x


def outer(x):
    return inner(x) + 1


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        print(executor.submit(outer, 5).result())
        print(executor.submit(outer, 0).result())
