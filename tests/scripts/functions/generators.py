def countdown(n):
    print("starts")
    while n > 0:
        yield n
        n -= 1
    print("ends")
    return "result"


print(list(countdown(3)))
g = countdown(2)
print(type(g).__name__, iter(g) is g, next(g), next(g))
try:
    next(g)
except StopIteration as stop:
    print("StopIteration", stop.value, stop.args)
print(next(g, "default"), list(g))


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, iterable):
    for i, item in enumerate(iterable):
        if i == n:
            return
        yield item


print(list(take(10, fibonacci())), sum(take(20, fibonacci())))


def evens(numbers):
    for n in numbers:
        if n % 2 == 0:
            yield n


def squares(numbers):
    for n in numbers:
        yield n * n


print(list(squares(evens(range(10)))), [x for x in take(3, squares(fibonacci()))])


def empty():
    return
    yield


print(list(empty()), tuple(countdown(1)), 2 in fibonacci(), max(take(5, fibonacci())))


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


print(list(tree(((None, 1, None), 2, (None, 3, (None, 4, None))))))
lazy = (print("computing", i) or i for i in range(3))
print("nothing yet")
print(next(lazy), next(lazy))
a, b = (x for x in "pq")
print(a, b, dict((k, k * 2) for k in "ab"), *(i for i in range(3)))
gen = (i for i in range(3))
for i in gen:
    print(i, list(gen))
