import queue

q = queue.Queue()
for item in ("a", "b", "c"):
    q.put(item)
print(q.qsize(), q.empty(), q.full(), q.get(), q.get(), q.qsize())
q.task_done()
q.task_done()
print(q.get(), q.empty())
q.task_done()
q.join()
try:
    q.get_nowait()
except queue.Empty as error:
    print("Empty", repr(error))
try:
    q.get(timeout=0.01)
except queue.Empty:
    print("Empty after a while")
try:
    q.get(block=False)
except queue.Empty:
    print("Empty at once")
small = queue.Queue(maxsize=2)
small.put(1)
small.put_nowait(2)
print(small.full(), small.maxsize)
for attempt in (
    lambda: small.put_nowait(3),
    lambda: small.put(3, timeout=0.01),
    lambda: small.put(3, block=False),
):
    try:
        attempt()
    except queue.Full:
        print("Full")
print(small.get(), small.get(), small.qsize())
try:
    small.task_done()
    small.task_done()
    small.task_done()
except ValueError as error:
    print("ValueError:", error)
try:
    small.get(timeout=-1)
except ValueError as error:
    print("ValueError:", error)
