"""Special methods that are None."""


def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class A: __bool__ = None
t(lambda: bool(A()))
class A: __len__ = None
t(lambda: len(A()))
t(lambda: bool(A()))
class A: __bytes__ = None
t(lambda: bytes(A()))
class A:
    def __bytes__(self): return "x"
t(lambda: bytes(A()))
class A: __hash__ = None
t(lambda: hash(A()))
class A: __iter__ = None
t(lambda: iter(A()))
t(lambda: [*A()])
t(lambda: 1 in A())
class A: __contains__ = None
t(lambda: 1 in A())
class A: __add__ = None
t(lambda: A() + 1)
class A: __getitem__ = None
t(lambda: A()[0])
class A: __call__ = None
t(lambda: A()())
class A: __enter__ = None
def w():
    with A(): pass
t(w)
class A: __eq__ = None
t(lambda: A() == 1)
class A: __lt__ = None
t(lambda: A() < A())
class A: __repr__ = None
t(lambda: repr(A()))
class A: __str__ = None
t(lambda: str(A()))
class A: __int__ = None
t(lambda: int(A()))
class A: __index__ = None
t(lambda: [1][A()])
class A: __reversed__ = None
t(lambda: reversed(A()))
class A: __setattr__ = None
def sa(): A().x = 1
t(sa)
class A: __getattr__ = None
t(lambda: A().x)
class A: __format__ = None
t(lambda: format(A()))
class A: __radd__ = None
t(lambda: 1 + A())
class A: __next__ = None
t(lambda: next(A()))
class A: __abs__ = None
t(lambda: abs(A()))
class A: __neg__ = None
t(lambda: -A())
