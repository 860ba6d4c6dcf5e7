"""`|=` and `+=` of classes derived from containers, with operands of all kinds."""
from collections import OrderedDict, defaultdict


class Table(dict):
    pass


class Items(list):
    pass


def attempt(target, others):
    for other in others:
        try:
            target |= other
            print(type(target).__name__, dict(target))
        except TypeError as error:
            print(error)


pairs = (None, [(1, 2)], [[3, 4]], 5, {7: 8}, iter([(9, 9)]))
attempt(Table(), pairs)
attempt(defaultdict(int, {1: 0}), pairs)
attempt(OrderedDict({1: 0}), pairs[1:3])
items = Items([1])
for other in (None, (2, 3), {4}, iter([5]), "ab"):
    try:
        items += other
        print(type(items).__name__, items)
    except TypeError as error:
        print(error)


class Uses:
    size = len
    biggest = max
    word = str.upper


print(Uses().size([1, 2]), Uses().biggest(1, 5), Uses.word("a"))
