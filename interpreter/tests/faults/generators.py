class Held:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        gone.append(self.n)


def count(n):
    held = Held(n)
    try:
        for i in range(n):
            got = yield [held.n, i]
            if got:
                yield got
    finally:
        gone.append(-n)


def nested(n):
    first = yield from count(n)
    yield [first]
    yield from (x for x in (n, n + 1))


gone = []
a, b = nested(3), count(2)
print(next(a), next(b), a.send("x"), [*b])
for x in nested(2):
    if x == [None]:
        break
try:
    a.throw(ValueError("v"))
except ValueError as error:
    print(error)
b = count(4)
next(b)
b.close()
del a, b, x
print(sorted(gone))
