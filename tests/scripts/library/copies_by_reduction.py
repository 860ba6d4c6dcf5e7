"""copy of objects whose classes say how they are taken apart."""
import copy


class Stated:
    def __init__(self, n):
        self.n, self.cache = n, [n]

    def __getstate__(self):
        return {"n": self.n}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.cache = "new"


for how in (copy.copy, copy.deepcopy):
    made = how(Stated(3))
    print(type(made).__name__, made.n, made.cache)


class Reduced:
    def __init__(self, items):
        self.items = items

    def __reduce__(self):
        return Reduced, (self.items,), {"extra": [1]}


source = Reduced([1, [2]])
shallow, deep = copy.copy(source), copy.deepcopy(source)
print(shallow.items is source.items, deep.items is source.items, deep.items, deep.extra)


class Single:
    def __reduce__(self):
        return "SINGLE"


SINGLE = Single()
print(copy.copy(SINGLE) is SINGLE, copy.deepcopy([SINGLE])[0] is SINGLE)


class Args:
    def __new__(cls, a, b=0):
        self = super().__new__(cls)
        self.sum = a + b
        return self

    def __getnewargs__(self):
        return (40, 2)


print(copy.copy(Args(1)).sum, copy.deepcopy(Args(1)).sum)


class Bag:
    def __init__(self):
        self.data = []

    def append(self, item):
        self.data.append(item)

    def __reduce_ex__(self, protocol):
        return Bag, (), None, iter(self.data)


bag = Bag()
bag.append([1])
made = copy.deepcopy(bag)
print(made.data, made.data[0] is bag.data[0], copy.copy(bag).data[0] is bag.data[0])


class Greets:
    def __init__(self):
        self.word = ["hi"]

    def hello(self):
        return self.word


greets = Greets()
greets.method = greets.hello
made = copy.deepcopy(greets)
print(made.method() is made.word, made.method() is greets.word, copy.copy(bytearray(b"ab")), copy.deepcopy(len) is len)
