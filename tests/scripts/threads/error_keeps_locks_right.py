import threading

lock = threading.Lock()


def fail():
    with lock:
        raise ValueError("inside the with")


thread = threading.Thread(target=fail, name="fails")
thread.start()
thread.join()
print(lock.locked(), lock.acquire(timeout=1))
