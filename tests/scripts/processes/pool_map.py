"""Pool.map and its kin."""

from multiprocessing import Pool


def square(x):
    return x * x


def power(base, exponent):
    return base**exponent


def length(text, extra=0):
    return len(text) + extra


if __name__ == "__main__":
    with Pool(4) as pool:
        print(pool.map(square, range(10)))
        print(pool.map(square, [3], chunksize=5), pool.map(square, []))
        print(pool.starmap(power, [(2, 3), (3, 2), (10, 0)]))
        print(pool.apply(length, ("four",)), pool.apply(length, ("four",), {"extra": 3}))
        result = pool.apply_async(square, (12,))
        print(result.get(timeout=10), result.ready(), result.successful())
        print(pool.map_async(square, [1, 2, 3]).get())
        print(pool.starmap_async(power, [(2, 10)]).get())
        print(list(pool.imap(square, range(5))), list(pool.imap(square, range(7), chunksize=3)))
        print(sorted(pool.imap_unordered(square, range(6))))
        print(sum(pool.imap_unordered(square, iter(range(100)), chunksize=10)))
        print(pool.map(len, ["a", "bb"]), pool.map(str.upper, ["x"]), pool.map(abs, (-1, 2)))
        print(pool.map(max, [[1, 5, 2], [7]]))
    try:
        pool.map(square, [1])
    except ValueError as error:
        print(error)
    pool = Pool(processes=2)
    results = [pool.apply_async(square, (n,)) for n in range(5)]
    pool.close()
    pool.join()
    print([result.get() for result in results])
    for wrong in (lambda: Pool(0), lambda: Pool(1, 5), lambda: Pool(1, maxtasksperchild=0)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
