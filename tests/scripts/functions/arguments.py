def plain(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


print(plain(1, c=3))
print(plain(1, 20, 30, 40, c=3, e=5, f=6))
print(plain(c=1, a=2))
print(plain(*[1, 2, 3], **{"c": 4, "z": 5}))


def positional(a, b, /, c, *, d):
    return a, b, c, d


print(positional(1, 2, 3, d=4), positional(1, 2, c=3, d=4))


def same_name(a, /, **kwargs):
    return a, kwargs


print(same_name(1, a=2))


def mutable(item, into=[]):
    into.append(item)
    return into


print(mutable(1), mutable(2), mutable(3, []), mutable(4))


def late(n, scale=len("abc")):
    return n * scale


print(late(2), late(2, 10), late(scale=1, n=7))


def nothing():
    pass


def bare():
    return


print(
    nothing(), bare(), (lambda: None)(), (lambda *a, **k: (a, k))(1, x=2), (lambda x, y=1: x + y)(4)
)


def order(name, value):
    print("evaluates", name)
    return value


print(plain(order("a", 1), c=order("c", 3), b=order("b", 2)))


def swap(pair):
    x, y = pair
    return y, x


print(
    swap(swap((1, 2))),
    plain.__name__,
    (lambda: 0).__name__,
    plain.__defaults__,
    plain.__kwdefaults__,
)


def annotated(x: int, y: "text" = 2) -> int:
    result: int = x + y
    unset: str
    return result


print(annotated(1))
