# exit: 1
limit = None
for value in (3, 4):
    print(0 < value < limit)
