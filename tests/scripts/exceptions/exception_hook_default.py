# exit: 1
# A hook that leaves some exceptions to CPython's own.
import sys


class Quiet(Exception):
    pass


def hook(kind, value, traceback):
    if issubclass(kind, Quiet):
        print("quiet:", value)
    else:
        print("not quiet")
        sys.__excepthook__(kind, value, traceback)


sys.excepthook = hook
sys.stdout.flush()
{}["missing"]
