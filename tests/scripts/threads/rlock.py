import threading

lock = threading.RLock()
with lock:
    with lock:
        print(lock.acquire(), "three deep")
        lock.release()
    print("still held")
try:
    lock.release()
except RuntimeError as error:
    print("RuntimeError:", error)


class Account:
    def __init__(self):
        self.lock = threading.RLock()
        self.balance = 0

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def deposit_twice(self, amount):
        with self.lock:
            self.deposit(amount)
            self.deposit(amount)


account = Account()
threads = [threading.Thread(target=account.deposit_twice, args=(n,)) for n in range(1, 6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(account.balance)

seen = []


def other():
    seen.append(lock.acquire(blocking=False))
    seen.append(lock.acquire(timeout=0.01))
    try:
        lock.release()
    except RuntimeError as error:
        seen.append(str(error))


with lock:
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
print(seen)
thread = threading.Thread(target=lambda: seen.append(lock.acquire(False)) or lock.release())
thread.start()
thread.join()
print(seen[-1], lock.acquire(False), lock.release())
