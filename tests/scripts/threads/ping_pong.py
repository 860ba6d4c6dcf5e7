import threading

ping, pong = threading.Semaphore(1), threading.Semaphore(0)
log = []


def player(name, mine, yours):
    for n in range(4):
        mine.acquire()
        log.append(f"{name}{n}")
        yours.release()


players = [
    threading.Thread(target=player, args=("ping", ping, pong)),
    threading.Thread(target=player, args=("pong", pong, ping)),
]
for thread in players:
    thread.start()
for thread in players:
    thread.join()
print(" ".join(log))
locks = [threading.Lock() for _ in range(3)]
order = []
for lock in locks[1:]:
    lock.acquire()


def relay(n):
    with locks[n]:
        order.append(n)
    if n < 2:
        locks[n + 1].release()


threads = [threading.Thread(target=relay, args=(n,)) for n in (2, 1, 0)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(order)
