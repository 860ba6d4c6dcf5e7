# exit: 1
def outer[T]():
    def inner():
        nonlocal T
