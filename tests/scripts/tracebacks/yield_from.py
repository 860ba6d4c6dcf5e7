# exit: 1
def inner():
    yield 1
    raise ValueError("inside")


def outer():
    yield 0
    yield from inner()


for n in outer():
    print(n)
