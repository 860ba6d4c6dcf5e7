# exit: 1
names = ["a", "b"]
print(names(0))
