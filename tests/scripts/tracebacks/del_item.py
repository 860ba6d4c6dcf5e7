# exit: 1
table = {"a": 1}
del table["a"]
del table["a"]
