# exit: 1
global x
def f():
    x = 1
    global x
