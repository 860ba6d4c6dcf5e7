# exit: 1
x = 1.0
for _ in range(5):
    x = x * 1e200
    print(x)
print(int(x))
