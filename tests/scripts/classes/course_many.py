import threading, time
class Worker(threading.Thread):
    def __init__(self, jobs, results, lock):
        super().__init__(daemon=True)
        self.jobs, self.results, self.lock = jobs, results, lock
    def run(self):
        while True:
            with self.lock:
                if not self.jobs: return
                job = self.jobs.pop()
            try: r = job()
            except Exception as e: r = f"{type(e).__name__}: {e}"
            with self.lock: self.results.append(r)
jobs = [lambda i=i: 100 / i for i in range(4)]; res = []; lock = threading.Lock()
ws = [Worker(jobs, res, lock) for _ in range(2)]
for w in ws: w.start()
for w in ws: w.join()
print(sorted(map(str, res)))
class Observable:
    def __init__(self): self._subs = []
    def subscribe(self, fn): self._subs.append(fn); return lambda: self._subs.remove(fn)
    def emit(self, *a, **k):
        for s in tuple(self._subs): s(*a, **k)
o = Observable(); un = o.subscribe(lambda *a, **k: print("got", a, k)); o.emit(1, x=2); un(); o.emit(3)
class LRU:
    def __init__(self, cap): self.cap, self.d = cap, {}
    def get(self, k):
        if k not in self.d: return -1
        self.d[k] = self.d.pop(k); return self.d[k]
    def put(self, k, v):
        self.d.pop(k, None); self.d[k] = v
        if len(self.d) > self.cap: del self.d[next(iter(self.d))]
c = LRU(2); c.put(1, 1); c.put(2, 2); c.get(1); c.put(3, 3); print(c.get(2), c.get(1), c.d)
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __str__(self): return "\n".join(" ".join(f"{x:>4}" for x in r) for r in self.rows)
    def __getitem__(self, ij): i, j = ij; return self.rows[i][j]
    def __setitem__(self, ij, v): self.rows[ij[0]][ij[1]] = v
    @property
    def T(self): return Matrix(zip(*self.rows))
m = Matrix([[1, 2], [3, 4]]); print(m @ m, m.T, m[0, 1], sep="\n"); m[1, 1] = 9; print(m[1, 1])
class Temperature:
    _abs_zero = -273.15
    def __init__(self, c): self.c = c
    @property
    def c(self): return self._c
    @c.setter
    def c(self, v):
        if v < self._abs_zero: raise ValueError(f"below absolute zero: {v}")
        self._c = v
    @classmethod
    def from_f(cls, f): return cls((f - 32) * 5 / 9)
print(Temperature.from_f(212).c, Temperature.from_f(98.6).c)
try: Temperature(-300)
except ValueError as e: print(e)
def pipeline(*fs):
    def run(x):
        for f in fs: x = f(x)
        return x
    return run
print(pipeline(str.strip, str.upper, lambda s: s + "!")("  hi "), list(map(str.upper, "ab")), sorted("bA", key=str.lower), [*map(int, "123")])
def tail(n, it):
    from collections import deque
    return list(deque(it, maxlen=n))
print(tail(2, range(5)))
def primes():
    D, q = {}, 2
    while True:
        if q not in D: yield q; D[q * q] = [q]
        else:
            for p in D[q]: D.setdefault(p + q, []).append(p)
            del D[q]
        q += 1
p = primes(); print([next(p) for _ in range(10)])
print({i: "odd" if i % 2 else "even" for i in range(3)}, [[1 if i == j else 0 for j in range(3)] for i in range(3)], sum(x for x in range(10) if not x % 2), min((len(w), w) for w in "the quick fox".split()))
print(f"{'Name':<8}|{'Score':>6}"); [print(f"{n:<8}|{s:>6.1f}") for n, s in {"Al": 9.25, "Bo": 10}.items()]
start = time.perf_counter(); time.sleep(0.05); print(f"{time.perf_counter() - start:.1f}")
balance = {"a": 100, "b": 50}
def transfer(s, d, amt):
    if balance[s] < amt: raise ValueError(f"insufficient: {balance[s]} < {amt}")
    balance[s] -= amt; balance[d] += amt
try: transfer("a", "b", 30); transfer("a", "b", 300)
except ValueError as e: print(e, balance)
else: print("no")
print("%.2f %.2f" % (2.675, 1.005), 1.15 * 100, 0.1 + 0.1 + 0.1, round(5.015, 2), 3 * 1.1, 1.1 + 2.2, 1e2, 5e-05, 0.00012, 12345678.9, 1e15 + 0.5, 2 ** 53 + 1.0)
