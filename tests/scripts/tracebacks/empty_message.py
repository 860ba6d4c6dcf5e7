# exit: 1
def check(value):
    if not value:
        raise NotImplementedError


check(0)
