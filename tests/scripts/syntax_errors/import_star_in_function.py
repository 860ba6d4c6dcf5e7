# exit: 1
def f():
    from math import *
