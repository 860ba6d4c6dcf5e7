def f(*a, **k): return a, k
class C:
    def m(self, *a, **k): pass
class NI: pass
for act in (lambda: f(*5), lambda: f(1, *5), lambda: f(*5, 1), lambda: f(*[], *5), lambda: C().m(*5), lambda: C(*5), lambda: len(*5), lambda: [].append(*5), lambda: f(*NI()), lambda: [*NI()], lambda: (*5,), lambda: f(**5), lambda: C().m(**5), lambda: C(**5), lambda: len(**5), lambda: print(**5), lambda: f(**{"a":1}, **{"a":2}), lambda: C().m(**{"a":1}, **{"a":2}), lambda: f(a=1, **{"a": 2}), lambda: int(*5), lambda: int(**5), lambda: f(*5, *6), lambda: (lambda *a: a)(*5), lambda: f(**NI()), lambda: {**5}, lambda: {**NI()}, lambda: f(*None), lambda: f(*5, **{}), lambda: print(*5), lambda: "".join(*5), lambda: f(**{1:2}), lambda: "".join(**5),lambda: f(*f), lambda: f(*(*5,))):
    try:
        print(act())
    except Exception as e:
        print(type(e).__name__, e)
