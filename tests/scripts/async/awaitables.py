"""What can be awaited, and what cannot."""


class Wraps:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return self.value


class Steps:
    def __init__(self, *steps):
        self.steps = steps

    def __await__(self):
        total = 0
        for step in self.steps:
            total += (yield step) or 0
        return total


class OwnIterator:
    """An iterator with methods of its own, not a generator."""

    def __init__(self, count):
        self.count = count

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        self.count -= 1
        if self.count < 0:
            raise StopIteration("own end")
        return f"own {self.count}"

    def send(self, value):
        print("  send", value)
        return self.__next__()

    def throw(self, error):
        print("  throw", repr(error))
        if isinstance(error, ValueError):
            raise StopIteration("thrown away")
        raise error

    def close(self):
        print("  close")


class Delegates:
    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        print("  before")
        result = yield from self.coroutine.__await__()
        print("  after")
        return result


class Plain:
    pass


async def answer():
    return 42


async def asynchronous_generator():
    yield 1


def generator():
    yield 1


async def wait_for(thing):
    return await thing


def run(coroutine):
    try:
        while True:
            print("  yielded", coroutine.send(None))
    except BaseException as error:
        print(" ", type(error).__name__, *error.args)


for thing in (3, None, "text", Plain(), Plain, answer, generator(), asynchronous_generator()):
    run(wait_for(thing))
for thing in (Wraps(3), Wraps(None), Wraps([1]), Wraps(iter("xy")), Wraps(generator())):
    run(wait_for(thing))
waiting = answer()
run(wait_for(Wraps(waiting)))
waiting.close()
run(wait_for(answer()))
run(wait_for(Steps(1, 2, 3)))
run(wait_for(Delegates(answer())))
run(wait_for(Delegates(wait_for(Steps("deep")))))

print("an iterator of its own")
run(wait_for(OwnIterator(2)))
c = wait_for(OwnIterator(5))
print(c.send(None))
print(c.send("hello"))
try:
    c.throw(ValueError("v"))
except StopIteration as end:
    print("returned", end.value)
c = wait_for(OwnIterator(5))
c.send(None)
c.close()
c = wait_for(OwnIterator(5))
c.send(None)
try:
    c.throw(KeyError("k"))
except KeyError as error:
    print(repr(error), error.__context__)

# Send a value through several layers.
c = wait_for(wait_for(Steps("a", "b")))
c.send(None)
c.send(10)
try:
    c.send(5)
except StopIteration as end:
    print(end.value)

# What is awaited is worked out first, and only once.
print([type(x).__name__ for x in (answer, generator)])
