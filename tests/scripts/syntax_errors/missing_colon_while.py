# exit: 1
while True
    pass
