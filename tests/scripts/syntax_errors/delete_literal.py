# exit: 1
del 5
