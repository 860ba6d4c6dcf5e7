# exit: 1
def outer():
    def inner():
        return later + 1
    inner()
    later = 5


outer()
