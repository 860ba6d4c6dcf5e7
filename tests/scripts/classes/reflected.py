class Left:
    def __add__(self, other):
        print("Left.__add__")
        return NotImplemented

    def __eq__(self, other):
        print("Left.__eq__")
        return NotImplemented

    def __lt__(self, other):
        print("Left.__lt__")
        return NotImplemented


class Right:
    def __radd__(self, other):
        print("Right.__radd__")
        return "right"

    def __eq__(self, other):
        print("Right.__eq__")
        return True

    def __gt__(self, other):
        print("Right.__gt__")
        return "gt"


class Special(Left):
    def __radd__(self, other):
        print("Special.__radd__")
        return "special"


print(Left() + Right())
print(1 + Right())
print(Left() + Special())
print(Left() == Right())
print(Left() == Left())
print(Left() != Right())
print(Left() < Right())
for action in (lambda: Left() + 1, lambda: Left() < Left(), lambda: Left() + Left()):
    try:
        action()
    except TypeError as error:
        print("TypeError:", error)


class Mul:
    def __mul__(self, other):
        return ("mul", other)

    def __rmul__(self, other):
        return ("rmul", other)

    def __rsub__(self, other):
        return ("rsub", other)

    def __rfloordiv__(self, other):
        return ("rfloordiv", other)

    def __rmod__(self, other):
        return ("rmod", other)

    def __rpow__(self, other):
        return ("rpow", other)

    def __rtruediv__(self, other):
        return ("rtruediv", other)


m = Mul()
print(m * 2, 2 * m, [1] * m, 5 - m, 5 // m, 5.5 % m, 2**m, 1 / m, "ab" * m)
