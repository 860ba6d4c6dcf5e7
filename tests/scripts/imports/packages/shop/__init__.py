"""A shop."""
print("shop begins", __doc__, __name__, __package__)
__all__ = ["order", "late"]
from .parts import bolt
from .parts.nut import total as order

VERSION = bolt.PRICE + 1


def __getattr__(name):
    if name == "lazy":
        return "made when asked"
    raise AttributeError(f"the shop has no {name}")


def climb():
    from ... import something


print("shop ends")
