# exit: 1
def nothing():
    pass


print(nothing()[0])
