# exit: 1
def f(x):
    def g(x):
        nonlocal x
