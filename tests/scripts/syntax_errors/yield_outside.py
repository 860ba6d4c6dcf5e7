# exit: 1
x = 1
yield x
