# exit: 1
def low(numbers, index):
    return numbers[index] * 2


def middle(numbers):
    total = 0
    for index in range(5):
        total += low(numbers, index)
    return total


def high():
    return middle([1, 2, 3]) + 1


print("starts")
print(high())
