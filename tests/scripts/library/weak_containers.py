"""WeakValueDictionary, WeakKeyDictionary, WeakSet"""

import weakref


class V:
    def __init__(self, n=0):
        self.n = n


d = weakref.WeakValueDictionary()
v = V(1)
d["k"] = v
d.update({"a": v}, b=v)
print(len(d), sorted(d.keys()), d["k"] is v, "k" in d, d.get("z"), d.get("z", 5), sorted(d))
print([value.n for value in d.values()], sorted((k, x.n) for k, x in d.items()))
w = V(2)
print(d.setdefault("new", w) is w, d.setdefault("new", v) is w, d.pop("a") is v, d.pop("zz", None))
for use in [lambda: d["nope"], lambda: d.pop("nope"), lambda: d.__delitem__("nope")]:
    try:
        use()
    except KeyError as e:
        print("KeyError", e)
del v
print(len(d), "k" in d, list(d))
del w
print(len(d))


class Cache:
    made = 0

    def __init__(self):
        self.known = weakref.WeakValueDictionary()

    def get(self, n):
        value = self.known.get(n)
        if value is None:
            Cache.made += 1
            value = self.known[n] = V(n)
        return value


cache = Cache()
one = cache.get(1)
print(cache.get(1) is one, Cache.made)
del one
cache.get(1)
print(Cache.made)

k = weakref.WeakKeyDictionary()
key, other = V(), V()
k[key] = "x"
k[other] = "y"
print(len(k), k[key], key in k, V() in k, k.get(V()), sorted(k.values()), 5 in k)
del key
print(len(k), list(k.items())[0][1])
s = weakref.WeakSet([other])
third = V()
s.add(third)
s.add(third)
print(len(s), third in s, V() in s, 1 in s)
s.discard(other)
print(len(s))
del third
print(len(s), list(s))
s.add(other)
s.remove(other)
try:
    s.remove(other)
except KeyError:
    print("KeyError")
