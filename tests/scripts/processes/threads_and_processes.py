"""Processes started by threads, and threads in processes."""

import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Process, Queue, Value
from multiprocessing.pool import ThreadPool


def add_in_threads(total, numbers):
    def add(number):
        with total.get_lock():
            total.value += number

    threads = [threading.Thread(target=add, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def start_process(queue, number):
    process = Process(target=queue.put, args=(number * 10,))
    process.start()
    process.join()


def thread_names():
    return threading.current_thread().name, threading.active_count(), threading.main_thread().name


def pool_inside(numbers):
    with ThreadPoolExecutor(2) as executor:
        return list(executor.map(abs, numbers))


if __name__ == "__main__":
    total, queue = Value("i", 0), Queue()
    processes = [Process(target=add_in_threads, args=(total, range(n))) for n in (3, 5)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(total.value)
    threads = [threading.Thread(target=start_process, args=(queue, n)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(queue.get() for _ in threads))
    with ProcessPoolExecutor(1) as executor:
        print(executor.submit(pool_inside, [-1, 2, -3]).result())
        name, count, main = executor.submit(thread_names).result()
        print(name, main)
    with ThreadPool(3) as pool:
        print(pool.map(abs, [-5, 6]), pool.starmap(pow, [(2, 5)]))
