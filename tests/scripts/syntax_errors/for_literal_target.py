# exit: 1
for 5 in range(3):
    pass
