# exit: 1
def bad():
    yield 1
    next(iter([]))
    yield 2


print(list(bad()))
