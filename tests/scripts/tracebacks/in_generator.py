# exit: 1
def numbers(limit):
    for n in range(limit):
        yield 10 // (2 - n)


def total(items):
    result = 0
    for item in items:
        result += item
    return result


print(total(numbers(2)))
print(total(numbers(4)))
