# exit: 1
try:
    pass
except ValueError, KeyError:
    pass
