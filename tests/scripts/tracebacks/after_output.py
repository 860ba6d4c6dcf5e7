# exit: 1
for n in range(3, -1, -1):
    print("dividing by", n, end=": ")
    print(6 // n)
