# Modules that import each other.
import left
print(left.value(), left.right.value())
try:
    import ring
except ImportError as error:
    print(type(error).__name__, error.name)
import ring.safe
print(ring.safe.seen)
try:
    import half
except AttributeError as error:
    print(type(error).__name__, error.name)
import sys
print(sorted(name for name in sys.modules if name in ("left", "right", "half", "other_half")))
