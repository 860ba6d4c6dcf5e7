from functools import partial, reduce, lru_cache, wraps
from itertools import groupby, chain, islice, accumulate, count
import operator, heapq, string
compose = lambda *fs: reduce(lambda f, g: lambda x: f(g(x)), fs)
print(compose(str, abs, int)("-5"), list(accumulate([3, 1, 4], max)), reduce(operator.add, [[1], [2]]))
def memo(f):
    cache = {}
    @wraps(f)
    def w(*a):
        if a not in cache: cache[a] = f(*a)
        return cache[a]
    w.cache = cache; return w
@memo
def grid(m, n): return 1 if m == 1 or n == 1 else grid(m - 1, n) + grid(m, n - 1)
print(grid(10, 10), len(grid.cache), grid.__name__)
@lru_cache(maxsize=2)
def sq(x): print("calc", x); return x * x
sq(1); sq(2); sq(1); sq(3); sq(2); print(sq.cache_info())
def chunks(l, n): return [l[i:i + n] for i in range(0, len(l), n)]
print(chunks(list(range(7)), 3), list(islice(count(5, 5), 3)), {k: list(g) for k, g in groupby("aabbb")}, list(chain("ab", [1])))
print([heapq.heappushpop([1, 2], 0), heapq.nsmallest(2, [3, 1, 2], key=lambda x: -x)], string.ascii_uppercase[:5], sorted(string.hexdigits)[:3])
class Graph:
    def __init__(self): self.e = {}
    def add(self, a, b, w): self.e.setdefault(a, []).append((b, w)); self.e.setdefault(b, [])
    def dijkstra(self, s):
        dist = {n: float("inf") for n in self.e}; dist[s] = 0; pq = [(0, s)]
        while pq:
            d, n = heapq.heappop(pq)
            if d > dist[n]: continue
            for m, w in self.e[n]:
                if d + w < dist[m]: dist[m] = d + w; heapq.heappush(pq, (dist[m], m))
        return dist
g = Graph()
for a, b, w in [("A", "B", 1), ("B", "C", 2), ("A", "C", 5), ("D", "A", 1)]: g.add(a, b, w)
print(g.dijkstra("A"))
def curry(f, n): return f() if n == 0 else lambda x: curry(partial(f, x), n - 1)
print(curry(lambda a, b, c: a + b + c, 3)(1)(2)(3), partial(print, "p", sep="-")("q"), partial(int, base=2)("101"), repr(partial(int, base=2)))
def lcs(a, b):
    dp = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b): dp[i + 1][j + 1] = dp[i][j] + 1 if x == y else max(dp[i][j + 1], dp[i + 1][j])
    return dp[-1][-1]
print(lcs("AGGTAB", "GXTXAYB"), [*map(lambda p: p[0] * p[1], zip([1, 2], [3, 4]))], sorted({"x": 3, "y": 1}, key={"x": 3, "y": 1}.get))
def valid(s):
    st, m = [], {")": "(", "]": "["}
    for c in s:
        if c in m.values(): st.append(c)
        elif not st or st.pop() != m[c]: return False
    return not st
print(valid("([])"), valid("(]"), [bin(x)[2:].zfill(4) for x in range(3)], [(x, y) for x in range(3) for y in range(x)], dict(sorted({"b": 1, "a": 2}.items())), (lambda s: s == s[::-1])("level"), [sum(r) for r in zip(*[[1, 2], [3, 4]])], set("hello") == set("oleh"), max("hello", key="hello".count), "".join(dict.fromkeys("hello")), [i for i, x in enumerate([1, 2, 1]) if x == 1])
