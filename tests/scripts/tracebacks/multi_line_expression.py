# exit: 1
def value(n):
    return n


total = (
    value(1)
    + value(2)
    + value("3")
)
