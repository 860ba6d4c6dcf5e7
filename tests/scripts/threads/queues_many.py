import threading, queue, time, random
def producer(q, n):
    for i in range(n):
        q.put(i); time.sleep(0.001)
    q.put(None)
def consumer(q, out):
    while True:
        item = q.get()
        if item is None: break
        out.append(item ** 2)
        q.task_done()
q = queue.Queue(maxsize=3); out = []
ts = [threading.Thread(target=producer, args=(q, 10), daemon=True), threading.Thread(target=consumer, args=(q, out))]
for t in ts: t.start()
for t in ts: t.join()
print(out, q.qsize(), q.empty(), q.full(), q.unfinished_tasks)
try: q.get_nowait()
except queue.Empty as e: print(repr(e), type(e).__mro__)
try: q.get(timeout=0.01)
except queue.Empty: print("empty")
q2 = queue.Queue(1); q2.put(1)
try: q2.put_nowait(2)
except queue.Full as e: print(repr(e), str(e) == "")
try: q2.put(1, timeout=-1)
except ValueError as e: print(e)
pq = queue.PriorityQueue()
for x in [(3, "c"), (1, "a"), (2, "b")]: pq.put(x)
print([pq.get() for _ in range(3)])
lq = queue.LifoQueue()
for i in range(3): lq.put(i)
print([lq.get() for _ in range(3)])
sq = queue.SimpleQueue(); sq.put(1); print(sq.get(), sq.empty(), sq.qsize())
try: queue.Queue().task_done()
except ValueError as e: print(e)
