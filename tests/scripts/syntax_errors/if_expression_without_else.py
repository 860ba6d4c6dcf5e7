# exit: 1
x = 5 if True
