class L(list):
    def __iter__(self):
        yield from ("mine", "own")
    def __reversed__(self):
        return iter(["back"])
class S(str):
    def __iter__(self):
        yield "letter"
l = L([1, 2])
print(list(enumerate(l)), list(zip(l, S("ab"))), list(reversed(l)), list(map(str, l)), list(filter(None, l)))
print(tuple(S("ab")), set(l) == {"mine", "own"}, dict.fromkeys(l), frozenset(S("xy")))
