class Stack(list):
    def push(self, x):
        self.append(x)
    def peek(self):
        return self[-1]
s = Stack()
s.push(1); s.push(2); s += [3]
print(s, len(s), s.peek(), type(s).__name__, isinstance(s, list), s == [1,2,3], s[0:2], type(s[0:2]))
print(type(s), s + [4], [0] + s, s * 2, 2 in s, list(reversed(s)), sorted(s, reverse=True), sum(s), max(s))
for x in s: print(x, end=' ')
print()
a, b, c = s
print(a, b, c, *s)
s.name = 'st'; print(s.name, s.__dict__)
class D(dict):
    def __missing__(self, k):
        self[k] = v = k * 2
        return v
d = D(a=1)
print(d['a'], d[3], d, d.get('zz'), 'a' in d, len(d), list(d.items()), dict(d))
class Attr(dict):
    def __getattr__(self, n):
        try: return self[n]
        except KeyError: raise AttributeError(n)
    def __setattr__(self, n, v): self[n] = v
x = Attr(foo=1); x.bar = 2
print(x.foo, x.bar, x)
class I(int):
    def __add__(self, o): return I(int(self) + int(o) + 100)
    def __repr__(self): return f'I({int(self)})'
i = I(5)
print(i, i + 1, 1 + i, i - 1, i * 2, i == 5, hash(i) == hash(5), {5: 'x'}[i], [10,20,30,40,50,60][i], i < 6, -i, abs(i), bool(i), f'{i:03d}', '%d' % i, str(i), int(i))
class S(str):
    def shout(self): return self.upper() + '!'
t = S('abc')
print(t, t.shout(), repr(t), t + 'd', 'x' + t, t == 'abc', {t: 1}['abc'], ','.join([t, t]), t[1], len(t), f'{t:>5}', t in ('abc',), 'b' in t, type(t.upper()), t.replace('a', 'z'))
class T(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
    @property
    def x(self): return self[0]
p = T(1, 2)
print(p, p.x, p == (1, 2), hash(p) == hash((1,2)), p + (3,), '%s-%s' % p)
class MS(set):
    pass
m = MS([1,2]); m.add(3); print(m, m | {4}, type(m | {4}), m == {1,2,3}, MS())
class F(float):
    def __new__(cls, v, unit):
        o = super().__new__(cls, v); o.unit = unit; return o
f = F(1.5, 'kg'); print(f, f.unit, f + 1, round(f), f > 1, f'{f:.2f}')
class L2(list):
    def __init__(self, *a):
        super().__init__(a)
    def __getitem__(self, i):
        return super().__getitem__(i) * 10
    def __len__(self): return 99
l = L2(1,2,3); print(l, l[0], len(l), list(l), [*l], l[-1])
class Pt:
    __slots__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
p = Pt(1,2); print(p.x, p.y)
try: p.z = 3
except AttributeError as e: print(str(e).split(" and no ")[0])
try: p.__dict__
except AttributeError as e: print(str(e).split(" and no ")[0])
del p.x
try: p.x
except AttributeError as e: print(str(e).split(" and no ")[0])
print(Pt.x)
class P3(Pt):
    pass
q = P3(1,2); q.z = 3; print(q.z)
try:
    class Bad(bool): pass
except TypeError as e: print(e)
try:
    class Bad(int, str): pass
except TypeError as e: print(e)
