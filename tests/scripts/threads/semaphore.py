import threading
import time

semaphore = threading.Semaphore(2)
print(
    semaphore.acquire(),
    semaphore.acquire(),
    semaphore.acquire(blocking=False),
    semaphore.acquire(timeout=0.01),
)
semaphore.release()
print(semaphore.acquire(blocking=False))
semaphore.release()
semaphore.release()
with semaphore:
    print("inside")

inside = 0
most = 0
guard = threading.Lock()


def visit():
    global inside, most
    with semaphore:
        with guard:
            inside += 1
            most = max(most, inside)
        time.sleep(0.002)
        with guard:
            inside -= 1


threads = [threading.Thread(target=visit) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("never more than two:", most <= 2, "at the end:", inside)
bounded = threading.BoundedSemaphore(1)
bounded.acquire()
bounded.release()
try:
    bounded.release()
except ValueError as error:
    print("ValueError:", error)
try:
    threading.Semaphore(-1)
except ValueError as error:
    print("ValueError:", error)
gate = threading.Semaphore(0)
passed = []
thread = threading.Thread(target=lambda: (gate.acquire(), passed.append("through")))
thread.start()
print(passed)
gate.release()
thread.join()
print(passed, gate.acquire(blocking=False))
gate.release(3)
print([gate.acquire(blocking=False) for _ in range(4)])
