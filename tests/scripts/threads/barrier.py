import threading

barrier = threading.Barrier(3)
lock = threading.Lock()
log = []


def work(n):
    for phase in range(3):
        with lock:
            log.append(phase)
        barrier.wait()


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(log, barrier.parties, barrier.n_waiting, barrier.broken)
indexes = []
calls = []
again = threading.Barrier(2, action=lambda: calls.append("action"))


def arrive():
    index = again.wait()
    with lock:
        indexes.append(index)


threads = [threading.Thread(target=arrive) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(indexes), calls)
lonely = threading.Barrier(2)
try:
    lonely.wait(timeout=0.01)
except threading.BrokenBarrierError as error:
    print("BrokenBarrierError", lonely.broken)
lonely.reset()
print(lonely.broken)
lonely.abort()
try:
    lonely.wait()
except threading.BrokenBarrierError:
    print("aborted", lonely.broken)
print(threading.Barrier(1).wait())
