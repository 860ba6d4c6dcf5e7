# exit: 1
del print("x")
