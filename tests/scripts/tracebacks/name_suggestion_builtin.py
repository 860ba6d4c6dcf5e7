# exit: 1
numbers = [3, 1, 2]
print(sorted(numbers), lenght(numbers), sorte(numbers))
