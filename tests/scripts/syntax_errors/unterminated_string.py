# exit: 1
x = "hello
print(x)
