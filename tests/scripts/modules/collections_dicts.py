from collections import ChainMap, Counter, OrderedDict, defaultdict

d = defaultdict(list)
for word in "the cat and the hat".split():
    d[word[0]].append(word)
print(d, dict(d), len(d), "t" in d, d.get("zz"), sorted(d), isinstance(d, dict), d == dict(d))
n = defaultdict(int, {"a": 1})
n["b"] += 2
print(n, n["c"], list(n.items()), {**n}, n.pop("a"), n | {"z": 1}, n.default_factory)
try:
    defaultdict(None)["x"]
except KeyError as error:
    print("KeyError", error)
try:
    defaultdict(3)
except TypeError as error:
    print(error)
for key, value in sorted(n.items()):
    print(key, value)
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print(nested["a"]["b"], list(nested))

c = Counter("mississippi")
print(c, c["s"], c["nothing"], c.most_common(2), sorted(c.elements()), c.total(), sum(c.values()))
c.update("miss")
c.subtract({"m": 5})
print(c, +c, -c, Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=2))
print(Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3, b=1) | Counter(a=1, b=2))
print(Counter("ab") == Counter("ba"), Counter("ab") == {"a": 1, "b": 1}, Counter(a=1) <= Counter(a=2), Counter())
c += Counter("m")
del c["not there"]
print(c, isinstance(c, dict), len(c), dict(c), list(c), c.most_common())
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
print(list(o.items()), o.popitem(), o.popitem(last=False), list(o), list(reversed(OrderedDict(x=1, y=2))), OrderedDict())
o["z"] = 26
o.move_to_end("z", last=False)
print(list(o), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1})


class LRU(OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def __getitem__(self, key):
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        if len(self) > self.size:
            self.popitem(last=False)


lru = LRU(2)
lru["a"] = 1
lru["b"] = 2
lru["a"]
lru["c"] = 3
print(list(lru), len(lru), "b" in lru)
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], len(m), sorted(m), m, m.maps, m.new_child({"c": 4})["c"], m.parents, "q" in m)
m["b"] = 9
print(m.maps[0], dict(m), m.get("q", "none"))
