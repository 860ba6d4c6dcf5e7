# exit: 1
divide = lambda a, b: a / b
apply = lambda f, *args: f(*args)

print(apply(divide, 1, 2))
print(apply(divide, 1, 0))
