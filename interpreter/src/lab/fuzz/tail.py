

def run(worker, out):
    gate.wait()
    worker(out)


def main():
    global stream
    workers = [@]
    outs = [[] for _ in range(len(workers) + 1)]
    threads = [
        threading.Thread(target=run, args=(worker, out))
        for worker, out in zip(workers, outs)
    ]
    for thread in threads:
        thread.start()
    gate.set()
    globals()[f"worker{len(workers)}"](outs[-1])
    for thread in threads:
        thread.join()
    for number, out in enumerate(outs):
        print(number, *out)
    print([box.n for box in boxes], sorted(tally.items()), sorted(seen))
    got = []
    while not mail.empty():
        got.append(mail.get().total())
    got += [node.total() for node in post]
    print(sorted(got))
    for pipe in pipes:
        while not pipe.empty():
            pipe.get()
    for items in (boxes, spare, nests, functions, crowd, post, refs, table):
        items.clear()
    stream = None
    free = [lock.acquire(False) for lock in (lock0, lock1, lock2, lock3, enough)]
    print("locks", free)


main()
gc.collect()
print(sorted(deaths))
