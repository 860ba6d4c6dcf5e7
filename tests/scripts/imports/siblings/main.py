# output: exact
print("main starts", __name__)
import shapes
import shapes as again
from shapes import Square, area_of as measure
from tools import double, LIMIT

print(
    shapes is again,
    shapes.__name__,
    shapes.COUNT,
    Square(3).area(),
    measure(Square(2)),
    double(21),
    LIMIT,
)
shapes.COUNT += 1
from shapes import COUNT

print(COUNT, shapes.count(), shapes.total_of([1, 2, 3]))
try:
    shapes.missing
except AttributeError as error:
    print(error)
try:
    from tools import nope
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0])
LIMIT = 5
print(double.__module__, Square.__module__, double(LIMIT), shapes.tools.LIMIT)
