import left

print(hasattr(left, "LEFT"))
try:
    from left import LEFT
except ImportError as error:
    print(error.name, str(error).split(" (most")[0])
RIGHT = 2


def value():
    return left.LEFT * 10 + RIGHT
