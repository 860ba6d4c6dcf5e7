# locals() and vars() in functions and classes.
def plain(a, b=2, *args, c=3, **kwargs):
    x = a + b
    y = x
    print(locals())
    del y
    locals()["x"] = 100
    print(x, vars() == locals())
    z = 1
    print(locals(), sorted(dir()))
    return "{a} {x}".format(**locals())


print(plain(1))
print(plain(1, 5, 6, 7, c=8, d=9))


def cells(q, p):
    b = 1
    a = 2
    c = 3

    def inner(own):
        print(locals())
        return a, b, q

    inner(5)
    print(locals().keys() == {"q", "p", "a", "b", "c", "inner"}, list(locals())[:4])
    if p:
        unset = 1
    print("unset" in locals())


cells(1, 0)


def nothing():
    return locals()


print(nothing())


class Body:
    a = 1
    names = list(locals())
    print(locals()["a"], "b" in locals())
    locals()["b"] = 2
    print(b, vars() is locals())
    for i in range(3):
        locals()[f"field_{i}"] = i
    print(sorted(name for name in dir() if not name.startswith("__")))


print(Body.b, Body.field_2, Body.names[:2])


def loop():
    total = 0
    for i, (j, k) in enumerate([(1, 2)]):
        total += j
    with_lambda = lambda s: locals()
    return locals(), with_lambda(4)


(names, inside) = loop()
print(list(names), inside)


def generator(n):
    m = n
    yield locals()
    k = 2
    yield locals()


print(list(generator(1)))


class Thing:
    def __init__(self, x, y):
        for name, value in locals().items():
            if name != "self":
                setattr(self, name, value)

    def method(self):
        return sorted(locals())


print(vars(Thing(1, 2)), Thing(1, 2).method())
