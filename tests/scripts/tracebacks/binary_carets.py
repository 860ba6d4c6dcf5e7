# exit: 1
def compute(a, b, c):
    return (a + b) * (a / c) + len(str(b))


x = 1
y = compute(x, 2, 3) + compute(x, 2, 0)
