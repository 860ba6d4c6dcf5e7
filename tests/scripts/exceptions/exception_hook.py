# exit: 1
# `sys.excepthook` hears of what nobody catches.
import sys


def hook(kind, value, traceback):
    print("caught at last:", kind.__name__, value, traceback is not None)
    print("line", traceback.tb_lineno)


print(sys.excepthook is sys.__excepthook__)
sys.excepthook = hook
try:
    1 / 0
except ZeroDivisionError:
    print("this one is caught")


def fails():
    raise ValueError("nobody catches this")


fails()
