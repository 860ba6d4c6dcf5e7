"""heapq: what builtin functions do, not functions written in Python."""
import heapq


class Task:
    def __init__(self, rank, name):
        self.rank, self.name = rank, name

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return f"{self.name}:{self.rank}"


class Holder:
    push = heapq.heappush
    pop = heapq.heappop


holder, heap = Holder(), []
for rank, name in ((3, "c"), (1, "a"), (2, "b"), (1, "z")):
    holder.push(heap, Task(rank, name))
print([holder.pop(heap) for _ in range(4)])
print(heapq.heappush, heapq.heapify.__name__)
for wrong in (lambda: heapq.heappop([]), lambda: heapq.heappush(None, 1), lambda: heapq.heapify((1,)),
              lambda: heapq.heappush([], 1, 2), lambda: heapq.heappop(), lambda: heapq.heapreplace([], 1),
              lambda: heapq.heappush([1], "a"), lambda: heapq.nsmallest(2, [1, "a"])):
    try:
        print(wrong())
    except (TypeError, IndexError) as error:
        print(type(error).__name__, error)
data = [5, 3, 8, 1, 9, 2, 7]
print(list(heapq.merge([7, 4, 1], [8, 5, 2], [9], reverse=True)), list(heapq.merge("ad", "BC", key=str.lower)))
print(heapq.nsmallest(3, data), heapq.nlargest(3, data), heapq.nlargest(1, data), heapq.nsmallest(0, data))
print(heapq.nlargest(3, iter(data), key=lambda n: -n), heapq.nsmallest(20, data, key=lambda n: n % 3))
words = ["pear", "fig", "apple", "kiwi", "date"]
print(heapq.nsmallest(3, iter(words), key=len), heapq.nlargest(3, iter(words), key=len))


class Shrinks:
    def __init__(self, heap):
        self.heap = heap

    def __lt__(self, other):
        del self.heap[:]
        return True


heap = []
heap.extend([Shrinks(heap) for _ in range(4)])
try:
    heapq.heapify(heap)
except (RuntimeError, IndexError) as error:
    print(type(error).__name__, error)
