# output: exact
"""How many references has a list? What the GIL was invented to protect.

Every object carries a count of the references to it. A new name adds one, `del` takes one away,
and at zero the object is freed on the spot. Two threads that change one count at the same instant
could lose a change, and free an object that is still in use; so CPython lets only the holder of
the GIL touch any object at all.

Look for: the numbers follow the names. Each is one higher than the names alone explain: the call
          of getrefcount holds a reference of its own while it looks.
Try:      gilscope run --stats programs/refcounts.py
          gilscope dis programs/refcounts.py
"""

import sys

a = [1, 2, 3]
print("a = [1, 2, 3]       ", sys.getrefcount(a))

b = a
print("b = a               ", sys.getrefcount(a))

drawer = [a, a]
print("drawer = [a, a]     ", sys.getrefcount(a))

labels = {"list": b}
print('labels = {"list": b}', sys.getrefcount(b))

drawer.pop()
print("drawer.pop()        ", sys.getrefcount(b))

del drawer
print("del drawer          ", sys.getrefcount(b))

labels["list"] = None
print("labels without it   ", sys.getrefcount(b))

del a
print("del a               ", sys.getrefcount(b))
print("still whole         ", b)

del b
print("del b                freed: nobody is left to ask")
