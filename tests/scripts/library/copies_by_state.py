# `copy` asks objects how they are taken apart.
import copy


class Reduced:
    def __init__(self, items):
        print("init", items)
        self.items = items

    def __reduce__(self):
        return (Reduced, (self.items,), {"extra": self.items})


first = Reduced([1])
again = copy.copy(first)
print(again.items is first.items, again.extra is first.items)
deep = copy.deepcopy(first)
print(deep.items, deep.items is first.items, deep.extra is deep.items)


class Stateful:
    def __init__(self):
        self.value = [1]
        self.gate = object()

    def __getstate__(self):
        state = self.__dict__.copy()
        del state["gate"]
        return state

    def __setstate__(self, state):
        print("set", state)
        self.__dict__.update(state)
        self.gate = None


class OnlyGet(Stateful):
    __setstate__ = None
    del __setstate__

    def __getstate__(self):
        return {"value": "got"}


for made in (copy.copy(Stateful()), copy.deepcopy(Stateful()), copy.copy(OnlyGet())):
    print(type(made).__name__, made.__dict__)


class Single:
    def __reduce__(self):
        return "Single"


single = Single()
print(copy.copy(single) is single, copy.deepcopy([single])[0] is single)


class Items(list):
    def __reduce__(self):
        return (Items, (), None, iter([9, 8]))


class Pairs(dict):
    def __reduce_ex__(self, protocol):
        return (Pairs, (), {"name": "pairs"}, None, iter([("a", [1])]))


print(copy.copy(Items([1])), copy.deepcopy(Items([1])), copy.copy(Pairs()), copy.deepcopy(Pairs()).name)


class Failure(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code
        self.notes = []


error = ValueError("a", 3)
error.extra = [1]
for taken in (copy.copy(error), copy.deepcopy(error)):
    print(repr(taken), taken.extra, taken.extra is error.extra)
failure = copy.copy(Failure(4))
print(repr(failure), failure.code, failure.notes)
tree = [first]
tree.append(tree)
other = copy.deepcopy(tree)
print(other[1] is other, other[0] is not first)
