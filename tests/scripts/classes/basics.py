class Counter:
    """Counts."""

    instances = 0
    names = []

    def __init__(self, name, start=0):
        self.name = name
        self.value = start
        Counter.instances += 1
        self.names.append(name)

    def step(self, by=1):
        self.value += by
        return self

    def __repr__(self):
        return f"Counter({self.name!r}, {self.value})"


a, b = Counter("a"), Counter("b", 10)
print(a.step().step(5).value, b, [a, b], {"k": a}, (b,), str(a), f"{a} {b!r:>20}")
print(
    Counter.instances,
    a.instances,
    Counter.names,
    a.names is b.names,
    Counter.__name__,
    Counter.__doc__,
)
a.instances = 99
print(a.instances, Counter.instances, b.instances, sorted(vars(a)), a.__dict__["value"], b.__dict__)
a.extra = "new"
print(
    a.extra, hasattr(b, "extra"), getattr(b, "extra", None), getattr(a, "name"), hasattr(a, "step")
)
setattr(b, "dynamic", 1)
b.__dict__["direct"] = 2
print(b.dynamic, b.direct)
delattr(b, "dynamic")
print(
    hasattr(b, "dynamic"),
    isinstance(a, Counter),
    type(a) is Counter,
    type(a).__name__,
    a.__class__ is Counter,
    isinstance(a, object),
)
step = a.step
step(100)
print(a.value, Counter.step(a, 1) is a, a.value, step.__self__ is a)
Counter.double = lambda self: self.value * 2
print(a.double(), b.double())
a.step = lambda: "own"
print(a.step(), b.step().value)


class Empty:
    pass


e = Empty()
e.x, e.y = 1, 2
e.x, e.y = e.y, e.x
print(e.x, e.y, e == e, e == Empty(), e != Empty(), bool(e), hash(e) == hash(e), e in [e])
del e.x
try:
    e.x
except AttributeError as error:
    print(error)


class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


chain = None
for n in range(3):
    chain = Node(n, chain)
print(chain.value, chain.next.value, chain.next.next.value, chain.next.next.next)
chain.next.value += 10
print(chain.next.value)
