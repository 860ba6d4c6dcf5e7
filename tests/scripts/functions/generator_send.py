def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        if value is None:
            return total
        total += value
        count += 1
        average = total / count


a = averager()
print(next(a), a.send(10), a.send(20), a.send(3))
try:
    a.send(None)
except StopIteration as stop:
    print("total", stop.value)
try:
    a.send(1)
except StopIteration as stop:
    print("finished", stop.value)
fresh = averager()
try:
    fresh.send(5)
except TypeError as error:
    print("TypeError:", error)


def guarded():
    try:
        while True:
            try:
                received = yield "ready"
                print("got", received)
            except ValueError as error:
                print("caught", error)
                yield "recovered"
    finally:
        print("cleanup")


g = guarded()
print(next(g), g.send(1), g.throw(ValueError("bad")), next(g))
g.close()
print(next(g, "closed"))
g.close()
h = guarded()
next(h)
try:
    h.throw(KeyError("k"))
except KeyError as error:
    print("KeyError", error)
unstarted = guarded()
try:
    unstarted.throw(ValueError("early"))
except ValueError as error:
    print("early:", error)
print(list(unstarted))


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        print("told to exit")
        raise


s = stubborn()
next(s)
s.close()


def ignores():
    while True:
        try:
            yield
        except GeneratorExit:
            return


i = ignores()
next(i)
print(i.close())


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as error:
    print("ValueError:", error)


def stops():
    yield 1
    raise StopIteration("inside")


try:
    print(list(stops()))
except RuntimeError as error:
    print("RuntimeError:", error, type(error.__cause__).__name__)
