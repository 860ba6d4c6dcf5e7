# exit: 1
def f():
    nonlocal nowhere
    nowhere = 1
