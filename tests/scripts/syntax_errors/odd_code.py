import sys
if 5 is 5: print("x")
s = "\d+"
assert (1, "always")
def f(x):
    return x is not "a"
print(f("b"))
l = [(1, 2)
     (3, 4)] if False else None
