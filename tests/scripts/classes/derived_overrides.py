class D(dict):
    def __setitem__(self, k, v): print('set', k); super().__setitem__(k, v)
    def __getitem__(self, k): return ('got', super().__getitem__(k))
    def __delitem__(self, k): print('del', k); super().__delitem__(k)
    def __contains__(self, k): return True
    def __len__(self): return 42
    def keys(self): return ['fake']
d = D(a=1); d['b'] = 2; print(d['b'], d.get('b'), 'zzz' in d, len(d), list(d), d.keys(), d, bool(d)); del d['a']; d.update(c=3); print(dict.__len__(d), d.setdefault('q', 9), d.pop('q'), d == {'b': 2, 'c': 3})
class L(list):
    def append(self, x): super().append(x * 2)
    def __iter__(self): yield from ['custom']
    def __add__(self, o): return L(list(self) + list(o))
    def __eq__(self, o): return 'eq'
l = L([1, 2]); l.append(5); l.extend([7]); l += [8]; print(l, list(l), l + [1], l == [1], l != [1], len(l), l[1], l[-1:], sum([3]), sorted(l), [*l], l.index(2), l.copy(), type(l.copy()), l * 2, 3 * l)
l.insert(0, 'i'); l.remove('i'); l.sort(key=lambda x: -x); l.reverse(); print(l, l.pop(), l.count(1)); l[0:1] = [9, 9]; del l[0]; l.clear(); print(l, bool(l))
class S(str):
    def __eq__(self, o): return False
    def __hash__(self): return 1
    def __getitem__(self, i): return 'X'
    def __len__(self): return 3
    def __str__(self): return 'custom'
    def __add__(self, o): return 'added'
s = S('hello'); print(s == 'hello', s != 'hello', s[0], len(s), str(s), f'{s}', '%s' % s, repr(s), s + 'x', 'x' + s, s.upper(), s in {'hello': 1}, 'ell' in s, [c for c in s][:2], s.join(['a', 'b']), s * 2, s > 'a', hash(s), s.encode(), s.split('l'), s.startswith('he'), 'say {}'.format(s), s.replace('l', 'L'))
class I(int):
    def __new__(cls, v): return super().__new__(cls, v + 1)
    def __repr__(self): return f'I<{int(self)}>'
    def __mul__(self, o): return I(int(self) * int(o))
    def __rsub__(self, o): return 'rsub'
    def __lt__(self, o): return 'lt'
    def __bool__(self): return False
    def __neg__(self): return 'neg'
    def __int__(self): return 77
    def __divmod__(self, o): return 'dm'
i = I(5); print(i, i * 2, 10 - i, i - 10, i < 3, 3 < i, not i, -i, +i, ~i, int(i), float(i), divmod(i, 2), i.bit_length(), i.real, [0] * i, range(i), 'abc' * i, i == 6, i in [6], {6: 'six'}[i], round(i), abs(i), f'{i}', f'{i:d}', '%d %s %r' % (i, i, i), i & 3, i | 8, 2 ** i, i ** 2, i // 4, i % 4, 7 // i, max(i, 3), sum([i, i]), str(i), i.to_bytes(1, 'big'), isinstance(i, int), type(i + 1), complex if False else '')
class F(float):
    def __add__(self, o): return F(float(self) + o)
    def __repr__(self): return f'F({float(self)})'
print(F(1.5) + 1, 1 + F(1.5), F(2.0).is_integer(), F('3.25') * 2, F(1) == 1, round(F(2.567), 1), sum([F(1), F(2)]))
class T(tuple):
    def __new__(cls, *a): return tuple.__new__(cls, a)
    def __getitem__(self, i): return ('T', super().__getitem__(i))
    def __add__(self, o): return T(*(tuple(self) + tuple(o)))
t = T(1, 2, 3); a, b, c = t; print(t, t[0], t[0:2], a, b, c, t + (4,), len(t), hash(t) == hash((1, 2, 3)), t == (1, 2, 3), (0,) + t, t < (2,), 2 in t, list(t), t.index(2), {t: 1}[(1, 2, 3)], '%s %s %s' % t, max(t), print(*t) or 0)
class St(set):
    def add(self, x): super().add(x); return self
    def __contains__(self, x): return x == 'magic' or super().__contains__(x)
st = St([1]); st.add(2).add(3); st |= {9}; print(sorted(st), 'magic' in st, st - {1}, type(st | {5}).__name__, type(st.copy()).__name__, st >= {1}, len(st), {1, 2} & st, st == {1, 2, 3, 9}); st.discard(9); st.update([4]); print(St(), St('a'), frozenset(st) == st)
class FS(frozenset): pass
print(FS([1]), {FS([1]): 2}[frozenset([1])], FS([1, 2]) | {3})
class B(bytes):
    def hi(self): return self + b'!'
print(B(b'ab'), B(b'ab').hi(), B(b'ab')[0], B([65, 66]), B(b'x') == b'x')
class BA(bytearray): pass
ba = BA(b'abc'); ba.append(100); ba += b'e'; print(ba, len(ba), ba[0], bytes(ba))
class Ex(ValueError, KeyError): pass
try: raise Ex('m')
except KeyError as e: print(repr(e), str(e), Ex.__mro__[1:3])
class Multi(dict, object): pass
print(Multi(x=1))
class Mixin:
    def size(self): return len(self)
class ML(Mixin, list): pass
class MD(dict, Mixin): pass
print(ML([1, 2]).size(), MD(a=1).size(), ML.__mro__)
x = ML([3, 1]); x.attr = 5; print(x.attr, x.__dict__, vars(x), x.__class__, hasattr(x, '__dict__'), x.__len__(), list.__len__(x), list.append(x, 4), x, isinstance(x, (tuple, list)))
print(int.__add__(1, 2), (5).__add__(2.5), (5).__radd__(1), 'a'.__add__('b'), [1].__add__([2]), {1} .__or__({2}), (1).__eq__(1.0), (1).__lt__(2), (2.5).__mul__(2), [1].__contains__(1), {}.__len__(), 'abc'.__getitem__(1), (3).__neg__(), (True).__and__(False), (7).__divmod__(2), (2).__pow__(3), (2).__rpow__(3), (5).__truediv__(2), [3].__mul__(2), {'a': 1}.__or__({'b': 2}), (1, 2).__hash__() == hash((1, 2)), (1).__bool__(), 'a'.__lt__('b'), [1, 2].__eq__([1, 2]), (1).__lt__('a'), {1} .__and__([1]))
