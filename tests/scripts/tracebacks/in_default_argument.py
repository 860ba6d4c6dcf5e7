# exit: 1
def make(value=[1, 2][5]):
    return value
