# Slots without a value, and objects without a dict.


class Point:
    __slots__ = ("x", "y")


point = Point()
point.x = 1
print(point.x, hasattr(point, "y"), getattr(point, "y", "unset"))
try:
    del point.y
except AttributeError as error:
    print(error)
try:
    point.z = 1
except AttributeError as error:
    print(str(error).split(" and ")[0])
del point.x
try:
    point.x
except AttributeError as error:
    print(type(error).__name__)
point.x = 2
print(point.x)
