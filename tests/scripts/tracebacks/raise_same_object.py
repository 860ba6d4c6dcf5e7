# exit: 1
error = ValueError("made once")


def throw():
    raise error


try:
    throw()
except ValueError:
    pass
throw()
