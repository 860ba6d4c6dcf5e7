"""Each worker begins with the initializer, and keeps what it sets up."""

from multiprocessing import Pool, current_process

offset = None
calls = 0


def prepare(value):
    global offset
    offset = value


def shift(x):
    global calls
    calls += 1
    return x + offset


def count_calls(_):
    return calls


def whoami(_):
    return current_process().name, current_process().daemon


if __name__ == "__main__":
    with Pool(1, initializer=prepare, initargs=(100,)) as pool:
        print(pool.map(shift, range(5)), offset)
        print(pool.apply(count_calls, (0,)), calls)
        print(pool.apply(whoami, (0,)))
    with Pool(2, prepare, (7,), maxtasksperchild=2) as pool:
        print([pool.apply(shift, (n,)) for n in range(7)])
        print(pool.map(shift, range(12), chunksize=1))
