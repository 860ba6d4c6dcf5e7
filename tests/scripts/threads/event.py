import threading

ready, done = threading.Event(), threading.Event()
log = []


def worker():
    ready.wait()
    log.append("worker saw ready")
    done.set()


thread = threading.Thread(target=worker)
thread.start()
log.append("main sets ready")
ready.set()
print(done.wait(), done.is_set(), done.wait(timeout=5))
thread.join()
print(log)
ready.clear()
print(ready.is_set(), ready.wait(0.01), ready.wait(timeout=0))

# Three threads take turns by passing events on.
events = [threading.Event() for _ in range(4)]
turns = []


def turn(n):
    for round_number in range(2):
        events[n].wait()
        events[n].clear()
        turns.append((round_number, n))
        events[n + 1 if n < 2 else (0 if round_number == 0 else 3)].set()


threads = [threading.Thread(target=turn, args=(n,)) for n in (2, 0, 1)]
for thread in threads:
    thread.start()
events[0].set()
events[3].wait()
for thread in threads:
    thread.join()
print(turns)
stop = threading.Event()
counted = []


def count_until_stopped():
    n = 0
    while not stop.is_set():
        n += 1
    counted.append(n > 0)


thread = threading.Thread(target=count_until_stopped)
thread.start()
while not thread.is_alive():
    pass
stop.wait(0.02)
stop.set()
thread.join()
print(counted, threading.Event().is_set())
