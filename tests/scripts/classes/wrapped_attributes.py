"""What static and class methods have from their functions; classes that make no instances."""


def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
from abc import ABC, abstractmethod
class Ab(ABC):
    @abstractmethod
    def f(self): pass
t(lambda: Ab(1))
def f(): "doc"
c = classmethod(f)
t(lambda: (c.__module__, c.__name__, c.__qualname__, c.__doc__, c.__wrapped__ is f))
c = staticmethod(f)
t(lambda: (c.__module__, c.__name__, c.__qualname__, c.__doc__, c.__wrapped__ is f, c()))
import functools
t(lambda: functools.wraps(classmethod(f))(lambda: 1).__name__)


class F(float):
    pass


class I(int):
    pass


class B(bytes):
    pass


for made in (F.fromhex("0x1p3"), I.from_bytes(b"\x01\x00"), B.fromhex("4142"), bool.from_bytes(b"\x01")):
    print(type(made).__name__, made)
