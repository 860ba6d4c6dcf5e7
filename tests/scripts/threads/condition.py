import threading


class Buffer:
    """A bounded buffer, by hand."""

    def __init__(self, size):
        self.items = []
        self.size = size
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) >= self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.items)
            item = self.items.pop(0)
            self.changed.notify_all()
            return item


buffer = Buffer(2)
received = []


def produce():
    for n in range(20):
        buffer.put(n)
    buffer.put(None)


def consume():
    while True:
        item = buffer.get()
        if item is None:
            break
        received.append(item)


threads = [threading.Thread(target=produce), threading.Thread(target=consume)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(received == list(range(20)), buffer.items)

condition = threading.Condition()
with condition:
    print(
        condition.wait(timeout=0.01),
        condition.wait_for(lambda: True),
        condition.wait_for(lambda: 0, timeout=0.01),
    )
for action in (condition.notify, condition.notify_all, condition.wait, condition.release):
    try:
        action()
    except RuntimeError as error:
        print("RuntimeError:", error)

# Threads wait for their number to come up.
order = []
current = 0


def wait_for_turn(n):
    global current
    with condition:
        while current != n:
            condition.wait()
        order.append(n)
        current += 1
        condition.notify_all()


threads = [threading.Thread(target=wait_for_turn, args=(n,)) for n in (3, 1, 4, 0, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(order)
lock = threading.Lock()
shared = threading.Condition(lock)
with lock:
    shared.notify()
    print(lock.locked(), shared.acquire(False))
print(lock.locked())
