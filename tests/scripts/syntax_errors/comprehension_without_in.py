# exit: 1
x = [i for i of range(3)]
