"""The start method `spawn`: a new interpreter, which runs the script once more under another name."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor

print("module level of", __name__)
setting = "default"


class Account:
    def __init__(self, balance):
        self.balance = balance


def report(account, queue, lock):
    with lock:
        queue.put((setting, account.balance, __name__, mp.current_process().name))


def square(x):
    return x * x


if __name__ == "__main__":
    mp.set_start_method("spawn")
    setting = "changed"
    queue, lock = mp.Queue(), mp.Lock()
    process = mp.Process(target=report, args=(Account(5), queue, lock))
    process.start()
    print(queue.get())
    process.join()
    print(process.exitcode, mp.get_start_method())
    context = mp.get_context("spawn")
    with context.Pool(1) as pool:
        print(pool.map(square, [1, 2, 3]))
        pool.close()
        pool.join()
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        print(list(executor.map(square, [4, 5])))
    try:
        mp.Process(target=lambda: None).start()
    except Exception as error:
        print(type(error).__name__)
