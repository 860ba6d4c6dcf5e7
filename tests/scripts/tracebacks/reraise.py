# exit: 1
def inner():
    raise OSError("disk full")


def outer():
    try:
        inner()
    except OSError:
        print("noted")
        raise


outer()
