import threading

shared = []
squares = {}
total = [0]
lock = threading.Lock()


def work(n):
    for i in range(100):
        shared.append(n)
        squares[(n, i)] = n * i
        with lock:
            total[0] += i


threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(
    len(shared),
    sorted(set(shared)),
    [shared.count(n) for n in range(8)],
    len(squares),
    sum(squares.values()),
    total,
)


def fill(index):
    slots[index] = sum(range(index * 1000))


slots = [None] * 6
threads = [threading.Thread(target=fill, args=(index,)) for index in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(slots)


def pairwise_sum(numbers, results, position):
    if len(numbers) <= 4:
        results[position] = sum(numbers)
        return
    half = len(numbers) // 2
    parts = [0, 0]
    children = [
        threading.Thread(target=pairwise_sum, args=(numbers[:half], parts, 0)),
        threading.Thread(target=pairwise_sum, args=(numbers[half:], parts, 1)),
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    results[position] = sum(parts)


answer = [0]
pairwise_sum(list(range(40)), answer, 0)
print(answer)
