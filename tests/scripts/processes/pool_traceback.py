# exit: 1
"""The traceback of a worker is shown as the cause of what the parent sees."""

from multiprocessing import Pool


def half(x):
    if x % 2:
        raise ValueError("odd: %d" % x)
    return x // 2


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(half, [2, 4]))
        print(pool.map(half, [2, 5]))
