# exit: 1
def outer():
    type Numbers = (yield 1)
