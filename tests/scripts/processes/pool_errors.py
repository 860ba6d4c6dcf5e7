"""An exception in a worker is raised where the result is asked for; the pool lives on."""

import time
from multiprocessing import Pool, TimeoutError


class BadInput(Exception):
    def __init__(self, value, reason):
        super().__init__(value, reason)
        self.value = value
        self.reason = reason


def check(x):
    if x == 3:
        raise ValueError(f"{x} is not allowed")
    if x == 5:
        raise BadInput(x, "odd")
    return x


def slow(x):
    time.sleep(x)
    return "slow"


def items():
    yield 1
    raise LookupError("no more items")


if __name__ == "__main__":
    with Pool(2) as pool:
        try:
            pool.map(check, range(5))
        except ValueError as error:
            print("caught", error, type(error.__cause__).__name__)
            text = str(error.__cause__)
            print(text.count("Traceback"), text.strip().splitlines()[-2])
        try:
            pool.apply(check, (5,))
        except BadInput as error:
            print(error.value, error.reason, error.args)
        result = pool.apply_async(check, (3,))
        result.wait()
        print(result.successful())
        print(pool.apply_async(check, (1,)).get())
        results = pool.imap(check, [1, 3, 4])
        print(next(results))
        try:
            next(results)
        except ValueError as error:
            print(error)
        print(next(results), next(results, "end"))
        try:
            print(list(pool.imap(check, items())))
        except LookupError as error:
            print(error)
        waiting = pool.apply_async(slow, (0.3,))
        try:
            waiting.get(timeout=0.01)
        except TimeoutError as error:
            print("timeout", type(error).__module__, error.args)
        try:
            waiting.successful()
        except ValueError as error:
            print(str(error)[-9:])
        print(waiting.get())
        good, bad = [], []
        first = pool.map_async(check, [1, 2], callback=good.append, error_callback=bad.append)
        second = pool.map_async(check, [3, 2], callback=good.append, error_callback=bad.append)
        first.wait()
        second.wait()
        time.sleep(0.05)
        print(good, bad)
