import queue
import threading

jobs = queue.Queue()
done = queue.Queue(2)


def worker():
    while True:
        try:
            job = jobs.get(timeout=0.01)
        except queue.Empty:
            return
        try:
            done.put([job, {"n": job}], timeout=0.01)
        except queue.Full:
            pass


threads = [threading.Thread(target=worker) for _ in range(2)]
for n in range(4):
    jobs.put(n)
for thread in threads:
    thread.start()
got = []
try:
    while True:
        got.append(done.get(timeout=0.02))
except queue.Empty:
    pass
for thread in threads:
    thread.join()
print(len(got))
