import queue
import threading

numbers, squares = queue.Queue(), queue.Queue(maxsize=3)


def produce():
    for n in range(10):
        numbers.put(n)
    numbers.put(None)


def square():
    while (n := numbers.get()) is not None:
        squares.put(n * n)
    squares.put(None)


threads = [threading.Thread(target=produce), threading.Thread(target=square)]
for thread in threads:
    thread.start()
received = []
for item in iter(squares.get, None):
    received.append(item)
for thread in threads:
    thread.join()
print(received)

tasks = queue.Queue()
done = []
lock = threading.Lock()


def worker():
    while True:
        task = tasks.get()
        if task is None:
            tasks.task_done()
            return
        with lock:
            done.append(task * 10)
        tasks.task_done()


workers = [threading.Thread(target=worker) for _ in range(3)]
for thread in workers:
    thread.start()
for task in range(20):
    tasks.put(task)
tasks.join()
print(sorted(done), tasks.empty())
for _ in workers:
    tasks.put(None)
for thread in workers:
    thread.join()
print(tasks.qsize(), [thread.is_alive() for thread in workers])
