# exit: 1
def checked(function):
    def wrapper(*args):
        print("calling", function.__name__)
        return function(*args)
    return wrapper


@checked
def divide(a, b):
    return a // b


divide(4, 2)
divide(1, 0)
