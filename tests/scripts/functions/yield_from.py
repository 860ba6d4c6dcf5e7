def inner():
    try:
        received = yield 1
        print("inner received", received)
        received = yield 2
        print("inner received", received)
    except ValueError as error:
        print("inner caught", error)
        yield "handled"
    return "inner result"


def outer():
    result = yield from inner()
    print("outer got", result)
    yield from [10, 20]
    yield from range(2)
    yield from "ab"
    return "outer result"


g = outer()
print(next(g), g.send("x"), g.send("y"), list(g))
g = outer()
print(next(g), g.throw(ValueError("oops")), next(g))
g.close()


def chain(*iterables):
    for iterable in iterables:
        yield from iterable


print(list(chain([1], (2,), {3}, "4", {5: 6}, (x for x in [7]))))


def top():
    try:
        value = yield from middle()
        print("top", value)
    finally:
        print("top cleanup")


def middle():
    try:
        return (yield from bottom())
    finally:
        print("middle cleanup")


def bottom():
    try:
        value = yield "question"
        return value * 2
    finally:
        print("bottom cleanup")


t = top()
print(next(t))
try:
    t.send(21)
except StopIteration:
    print("over")
t = top()
next(t)
t.close()
t = top()
next(t)
try:
    t.throw(KeyError("lost"))
except KeyError as error:
    print("KeyError", error)


def nested(n):
    if n:
        yield n
        yield from nested(n - 1)
        yield -n


print(list(nested(3)))


def broken():
    yield from 5


try:
    list(broken())
except TypeError as error:
    print(error)


def empty():
    result = yield from ()
    return result


print(list(empty()), list(nested(0)))
