"""Numbers in shared memory, counted up under their lock."""

from multiprocessing import Array, Lock, Process, RawArray, RawValue, Value


def count(counter, rounds):
    for _ in range(rounds):
        with counter.get_lock():
            counter.value += 1


def scale(numbers, by):
    for index in range(len(numbers)):
        numbers[index] *= by


def raw(lock, value, array):
    for index in range(len(array)):
        with lock:
            value.value += 0.25
            array[index] += index


if __name__ == "__main__":
    counter = Value("i", 0)
    processes = [Process(target=count, args=(counter, 200)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(counter.value, counter)

    numbers = Array("i", range(5))
    halves = Array("d", [0.5] * 3)
    for array, by in ((numbers, 3), (halves, 5)):
        process = Process(target=scale, args=(array, by))
        process.start()
        process.join()
    print(numbers[:], list(halves), len(numbers), numbers[-1], numbers[1:4:2])
    numbers[0:2] = [70, 80]
    print(numbers[:], sum(numbers))

    lock, value, plain = Lock(), RawValue("d", 1), RawArray("q", 4)
    processes = [Process(target=raw, args=(lock, value, plain)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value, list(plain), value)
    text = Array("c", b"shared")
    print(text.value, text[0], text[:], Array("c", 4).raw, len(text))
    for code, number in [("b", 200), ("B", 300), ("h", 40000), ("i", 2**31), ("I", -1), ("q", 2**63),
                         ("f", 0.1), ("d", 0.1), ("l", 5)]:
        print(code, Value(code, number).value)
    for make in [
        lambda: Value("i", 1.5), lambda: Value("i", "x"), lambda: Value("d", "x"),
        lambda: Value("z", 1), lambda: Array("i", 2)[2], lambda: Array("i", ["a"]),
    ]:
        try:
            make()
        except Exception as error:
            print(type(error).__name__, error)
