# exit: 1
def first():
    raise ValueError("one")


def second():
    try:
        first()
    except ValueError as error:
        raise TypeError("two") from error


def third():
    try:
        second()
    except TypeError:
        raise RuntimeError("three")


third()
