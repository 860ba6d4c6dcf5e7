# exit: 1
dict(True=1)
