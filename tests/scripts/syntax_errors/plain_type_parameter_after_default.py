# exit: 1
class Pair[T = int, U]:
    pass
