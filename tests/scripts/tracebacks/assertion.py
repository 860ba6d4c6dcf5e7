# exit: 1
def average(numbers):
    assert len(numbers) > 0, f"no numbers in {numbers}"
    return sum(numbers) / len(numbers)


print(average([1, 2]))
average([])
