"""Coroutines driven with send, throw and close, without any loop."""


class Pause:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        got = yield self.what
        return got


async def inner(tag):
    first = await Pause(f"{tag} first")
    second = await Pause(f"{tag} second")
    return (first, second)


async def outer():
    a = await inner("a")
    b = await inner("b")
    return a + b


def drive(coroutine, values):
    values = iter(values)
    try:
        print("yielded", coroutine.send(None))
        while True:
            print("yielded", coroutine.send(next(values)))
    except StopIteration as end:
        print("returned", end.value)


drive(outer(), range(10))

c = outer()
try:
    c.send(1)
except TypeError as error:
    print(error)
c.send(None)
print(type(c), c.__name__, c.__qualname__)
print(c.cr_running, c.cr_suspended)
c.close()
print(c.cr_running, c.cr_suspended)
try:
    c.send(None)
except RuntimeError as error:
    print(error)
print(c.close())


async def cleaning():
    try:
        await Pause("waiting")
    except GeneratorExit:
        print("closing")
        raise
    except ValueError as error:
        print("caught", repr(error))
        return await Pause("again")
    finally:
        print("finally")


c = cleaning()
print(c.send(None))
c.close()
c = cleaning()
c.send(None)
print(c.throw(ValueError("thrown in")))
try:
    c.send("end")
except StopIteration as end:
    print(end.value)
c = cleaning()
c.send(None)
try:
    c.throw(KeyError)
except KeyError as error:
    print("out", repr(error))


async def stubborn():
    while True:
        try:
            await Pause("still here")
        except GeneratorExit:
            print("no")


c = stubborn()
c.send(None)
try:
    c.close()
except RuntimeError as error:
    print(error)
try:
    c.throw(ZeroDivisionError("at last"))
except ZeroDivisionError as error:
    print(repr(error))


async def waits_twice(shared):
    return await shared


shared = inner("s")
one, two = waits_twice(shared), waits_twice(shared)
print(one.send(None))
try:
    two.send(None)
except RuntimeError as error:
    print(error)
one.close()


async def stops():
    raise StopIteration("mine")


try:
    stops().send(None)
except RuntimeError as error:
    print(error, repr(error.__cause__))


async def reentrant():
    me.send(None)


me = reentrant()
try:
    me.send(None)
except ValueError as error:
    print(error)


async def nothing():
    pass


w = nothing().__await__()
print(type(w).__name__)
try:
    next(w)
except StopIteration as end:
    print("end", end.value)
for wrong in (lambda c: iter(c), lambda c: next(c), lambda c: c(), lambda c: list(c), lambda c: len(c)):
    c = nothing()
    try:
        wrong(c)
    except TypeError as error:
        print(error)
    c.close()
