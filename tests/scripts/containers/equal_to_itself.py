# A container compared with itself, and with what holds it.
d = {1: 2}
print(d == d, d != d, [d] == [d], {1: d} == {1: d})
l = [1, d]
print(l == l, l < l, l <= l, l.index(d), l.count(l))
s = {1}
print(s == s, s < s, s <= s, s | s, s - s, s & s, s ^ s, s.issubset(s), s.isdisjoint(s))
t = (1, l)
print(t == t, t < t)
f = frozenset({1})
print(f == f, f <= f, f | f)
nan = float("nan")
e = {1: nan}
print(e == e, e == {1: nan}, [nan] == [nan])
d.update(d)
l.extend(l)
l += l
l[1:1] = l
s.update(s)
s |= s
print(d, len(l), s)
s -= s
s.intersection_update(s)
print(s, d | d, {**d, **d})
d |= d
print(d, d.keys() == d.keys(), d.items() == d.items(), d.keys() <= d.keys())
print(dict(d) == d, dict(**{"a": d}) == {"a": d})
b = b"ab"
print(b == b, b + b, b in b)
