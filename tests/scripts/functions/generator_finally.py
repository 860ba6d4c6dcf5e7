def resource(name):
    print("open", name)
    try:
        yield name
    finally:
        print("close", name)


for r in resource("one"):
    print("use", r)
for r in resource("two"):
    print("break out")
    break
del r


def first(iterable):
    for item in iterable:
        return item


print(first(resource("three")))
g = resource("four")
next(g)
del g
print("after del")
g = resource("never started")
del g


def both():
    for name in ("a", "b"):
        yield from resource(name)


for name in both():
    print("with", name)
    if name == "b":
        break
del name
try:
    for r in resource("five"):
        raise ValueError("in the body")
except ValueError as error:
    print(error)


def returns():
    try:
        yield 1
        return "early"
    finally:
        yield "from finally"


print(list(returns()))


def swallow():
    while True:
        try:
            yield 1
            raise KeyError
        except KeyError:
            print("swallowed")
            return


print(list(swallow()))


def state():
    yield 1


s = state()
print(next(s), next(s, None), next(s, None))
