import queue

stack = queue.LifoQueue()
heap = queue.PriorityQueue()
simple = queue.SimpleQueue()
for number in (3, 1, 2):
    stack.put(number)
    heap.put((number, f"job {number}"))
    simple.put(number)
print(
    [stack.get() for _ in range(3)],
    [heap.get() for _ in range(3)],
    [simple.get() for _ in range(3)],
)
print(stack.empty(), heap.qsize(), simple.empty())
