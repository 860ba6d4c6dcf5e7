import threading

locks = [threading.Lock() for _ in range(2)]
again = threading.RLock()
total = [0]
seen = []


def worker(n):
    for i in range(3):
        with locks[0]:
            total[0] += n
            with locks[1]:
                seen.append([n, i])
        with again, again:
            seen[-1:] = [seen[-1], {n: i}]


threads = [threading.Thread(target=worker, args=(n,), daemon=False) for n in range(2)]
try:
    for thread in threads:
        thread.start()
    worker(2)
finally:
    begun = [thread for thread in threads if thread.ident is not None]
    for thread in begun:
        thread.join()
    # One that has just been started may still want them.
    if len(begun) == len(threads):
        print([lock.acquire(False) for lock in (*locks, again)])
