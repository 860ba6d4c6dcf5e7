from . import __name__ as package
from .. import parts
from ..parts import __name__ as same

print("nut", package == same, parts.__name__)


def total(count):
    from .bolt import PRICE

    return count * PRICE
