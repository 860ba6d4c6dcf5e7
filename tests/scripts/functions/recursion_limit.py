import sys

print(sys.getrecursionlimit())


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as error:
    print("RecursionError:", error)


def count(n=0):
    global deepest
    deepest = n
    count(n + 1)


try:
    count()
except RecursionError:
    print("reached about a thousand:", 900 < deepest < 1001)

sys.setrecursionlimit(5000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(4000), sys.getrecursionlimit())


class Node:
    def __getattr__(self, name):
        return getattr(self, name + "x")


def ping(n):
    return pong(n)


def pong(n):
    return ping(n)


for attempt in range(3):
    try:
        ping(1)
    except RecursionError as error:
        print(attempt, isinstance(error, RuntimeError))
print(depth(3000))
