"""Lists: append, pop, index, slice, swap; a bubble and a quick sort by hand."""


def quicksort(items, low, high):
    while low < high:
        pivot = items[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        quicksort(items, low, j)
        low = i


def josephus(n, k):
    people = list(range(n))
    position = 0
    while len(people) > 1:
        position = (position + k - 1) % len(people)
        people.pop(position)
    return people[0]


numbers = [n * 7919 % 100_003 for n in range(150_000)]
quicksort(numbers, 0, len(numbers) - 1)
stack = []
for n in range(1_500_000):
    stack.append(n)
    if n % 3 == 0:
        stack.pop()
print(numbers[:3], numbers[-1], josephus(3_000, 7), len(stack), sum(stack[::1000]))
