import threading


class Locked:
    """Lets threads share one iterator."""

    def __init__(self, iterable):
        self.iterator = iter(iterable)
        self.lock = threading.Lock()

    def __iter__(self):
        return self

    def __next__(self):
        with self.lock:
            return next(self.iterator)


def numbers(limit):
    for n in range(limit):
        yield n


shared = Locked(numbers(300))
taken = [[] for _ in range(3)]


def take(into):
    for n in shared:
        into.append(n)


threads = [threading.Thread(target=take, args=(into,)) for into in taken]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(
    sorted(taken[0] + taken[1] + taken[2]) == list(range(300)),
    all(part == sorted(part) for part in taken),
)
moved = numbers(6)
print(next(moved), next(moved))
rest = []
thread = threading.Thread(target=lambda: rest.extend(moved))
thread.start()
thread.join()
print(rest, next(moved, "used up"))
