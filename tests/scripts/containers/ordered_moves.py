"""An OrderedDict whose entries move, and what has no end."""

from collections import OrderedDict

o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
o.move_to_end("c", last=False)
print(list(o.items()), o.popitem(), o.popitem(last=False), list(o))
for call in (lambda: o.move_to_end("x"), OrderedDict().popitem):
    try:
        call()
    except KeyError as error:
        print(error)

class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 2

    def __eq__(self, other):
        return self.n == other.n

    def __repr__(self):
        return f"Key({self.n})"


o = OrderedDict((Key(n), n) for n in range(4))
o.move_to_end(Key(1))
o.move_to_end(Key(2), last=False)
print(list(o.items()))


class Endless:
    pass


Endless.__repr__ = Endless.__str__
try:
    repr(Endless())
except RecursionError:
    print("no end")
