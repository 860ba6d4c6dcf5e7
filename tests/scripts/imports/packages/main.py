# Folders with and without __init__.py as packages, relative imports, the order of what runs.
print("main begins", __name__, __package__)
import shop.parts.bolt
import shop
print(shop.parts.bolt.PRICE, shop.VERSION, shop.__name__, shop.parts.__package__, shop.parts.bolt.__package__)
import shop.parts.bolt as bolt
from shop.parts import bolt as again, nut
print(bolt is again, nut.total(3), nut.__name__)
from shop import *
print(order(2), late.WHEN)
from shop import lazy
print(lazy, shop.lazy)
try:
    shop.absent
except AttributeError as error:
    print(error)
try:
    from shop import absent
except ImportError as error:
    print(type(error).__name__, error.name, str(error).split(" (")[0])

import tools.inner.hammer
import tools
print(tools.inner.hammer.hit(), tools.__name__, tools.inner.hammer.__package__)

for statement in ("shop.absent", "shop.parts.bolt.deep", "nowhere.at.all"):
    try:
        if statement == "shop.absent":
            import shop.absent
        elif statement == "shop.parts.bolt.deep":
            import shop.parts.bolt.deep
        else:
            import nowhere.at.all
    except ModuleNotFoundError as error:
        print(error, "|", error.name)

try:
    from . import shop
except ImportError as error:
    print(type(error).__name__, error)
try:
    from .shop import order
except ImportError as error:
    print(type(error).__name__, error)
try:
    shop.climb()
except ImportError as error:
    print(type(error).__name__, error)


def inside():
    from shop.parts.nut import total as count
    import shop.parts.nut
    return count is shop.parts.nut.total


print(inside())
import sys
print(sorted(name for name in sys.modules if name.split(".")[0] in ("shop", "tools")))
del shop.late
import shop.late
print(hasattr(shop, "late"))
sys.modules["never"] = None
try:
    import never
except ImportError as error:
    print(type(error).__name__, error)
