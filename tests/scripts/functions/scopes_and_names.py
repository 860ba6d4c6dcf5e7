funcs = [lambda: i for i in range(3)]
print([f() for f in funcs])
funcs = [lambda i=i: i for i in range(3)]
print([f() for f in funcs])
def app(x, l=[]):
    l.append(x); return l
print(app(1), app(2), app.__defaults__)
x = 10
def outer():
    x = 20
    def inner():
        nonlocal x
        x += 1
        return x
    def g():
        global x
        x = 99
    g()
    return inner(), inner(), x
print(outer(), x)
def counter():
    count = 0
    def inc(by=1):
        nonlocal count; count += by; return count
    inc.reset = lambda: None
    return inc
c = counter(); c(); c(5); print(c(), c.reset(), c.__closure__[0].cell_contents if False else "")
def bad():
    print(y)
    y = 1
try: bad()
except UnboundLocalError as e: print(e)
def bad2():
    x += 1
try: bad2()
except UnboundLocalError as e: print(e)
def bad3():
    if False: z = 1
    def h(): return z
    return h
try: bad3()()
except NameError as e: print(e)
class A:
    n = 5
    l = [n] * 2
    try: m = [n * i for i in range(2)]
    except NameError as e: print(e)
print(A.l)
for i in range(3): pass
print(i, [i for i in "ab"], i)
try:
    raise ValueError("v")
except ValueError as err: pass
try: err
except NameError as e: print(e)
del x
try: x
except NameError as e: print(e)
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4), (lambda a, /, b, *, c: a + b + c)(1, 2, c=3))
def kw(a, b=2, *args, c, d=4, **kwargs): return a, b, args, c, d, kwargs
print(kw(1, c=3), kw(1, 2, 3, c=4, e=5), kw(*[1, 2], **{"c": 3}))
if (n := len("abc")) > 2: print(n)
print([y := 5, y ** 2], 1 < 2 < 3, 1 < 3 > 2, not 1 == 2, 5 if [] else 6, None or 0 or "x", 1 and 2, ~5, 5 & 3 | 4 ^ 1, 1 << 10, -2 ** 2, 2 ** 3 ** 2, -7 // 2, (1, 2) + (3,), "a" "b" * 2)
while True:
    break
else: print("no")
for _ in []: pass
else: print("else ran")
print(*range(3), sep="-", end="|\n"); print("a", "b", sep=""); print(); print([1, "a", None], (1,), {"k": [1]}, {1}, True)
import sys; print("err", file=sys.stderr); sys.stdout.write("w\n"); print(sys.argv[1:], sys.maxsize, sys.version_info >= (3, 8), sys.getrecursionlimit(), sys.byteorder)
print(type(print), type(len), type(lambda: 0), type(int), type(None), type(NotImplemented), type(...), type([].append), type(str.upper), type(range(1)), type({}.keys()), type(iter([])), type(x for x in []), type(zip()), type(A.__dict__) if False else "")
def doc():
    """Doc string.

    More.
    """
print(doc.__name__, A.__name__, A.__module__, __name__, doc.__module__)
print(isinstance(True, int), issubclass(bool, int), isinstance(1, (str, int)), type(1) == int, id(A) == id(A), callable(len), bool([0]), bool(""), int(True), str(1.0), list("ab"), tuple([1]), set("aa"), dict(a=1), complex if False else 0)
