"""Shapes, and a count that others may change."""

import tools

print("shapes loads", __name__)
COUNT = 1


class Square:
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


def area_of(shape):
    return shape.area()


def count():
    return COUNT


def total_of(numbers):
    return sum(tools.double(number) for number in numbers)


if __name__ == "__main__":
    print("never: this file is imported")
