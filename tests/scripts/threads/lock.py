import threading

lock = threading.Lock()
print(
    lock.locked(),
    lock.acquire(),
    lock.locked(),
    lock.acquire(False),
    lock.acquire(blocking=False),
    lock.acquire(timeout=0.01),
    lock.release(),
    lock.locked(),
)
with lock as got:
    print(got, lock.locked())
print(lock.locked())
try:
    lock.release()
except RuntimeError as error:
    print("RuntimeError:", error)
try:
    with lock:
        raise ValueError("inside")
except ValueError:
    print("released:", not lock.locked())
for action in (
    lambda: lock.acquire(False, 1),
    lambda: lock.acquire(timeout=-5),
    lambda: lock.acquire(timeout="x"),
):
    try:
        print(action())
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
lock.acquire()
released_by_another = threading.Thread(target=lock.release)
released_by_another.start()
released_by_another.join()
print(lock.locked())

counter = 0
log = []


def add():
    global counter
    for _ in range(500):
        with lock:
            value = counter
            log.append(value)
            counter = value + 1


threads = [threading.Thread(target=add) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter, log == list(range(2000)), bool(lock), hasattr(lock, "acquire"))
first, second = threading.Lock(), threading.Lock()
with first, second:
    print(first.locked(), second.locked())
print(first.locked(), second.locked())
