import right

LEFT = 1


def value():
    return LEFT + right.RIGHT
