# exit: 1
def f(a, b, a):
    pass
