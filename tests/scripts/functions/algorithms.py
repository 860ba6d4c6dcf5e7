class Node:
    def __init__(self, val, next=None): self.val, self.next = val, next
class LinkedList:
    def __init__(self, it=()):
        self.head = None
        for x in reversed(list(it)): self.head = Node(x, self.head)
    def __iter__(self):
        n = self.head
        while n: yield n.val; n = n.next
    def reverse(self):
        prev, cur = None, self.head
        while cur: cur.next, prev, cur = prev, cur, cur.next
        self.head = prev; return self
    def __str__(self): return " -> ".join(map(str, self)) or "empty"
print(LinkedList([1, 2, 3]), LinkedList([1, 2, 3]).reverse(), LinkedList())
class Tree:
    def __init__(self, v): self.v, self.l, self.r = v, None, None
    def insert(self, v):
        side = "l" if v < self.v else "r"
        child = getattr(self, side)
        if child is None: setattr(self, side, Tree(v))
        else: child.insert(v)
    def inorder(self):
        if self.l: yield from self.l.inorder()
        yield self.v
        if self.r: yield from self.r.inorder()
    def height(self): return 1 + max(self.l.height() if self.l else 0, self.r.height() if self.r else 0)
t = Tree(5)
for v in [3, 8, 1, 4, 9, 7]: t.insert(v)
print(list(t.inorder()), t.height())
def qs(a): return a if len(a) < 2 else qs([x for x in a[1:] if x < a[0]]) + [a[0]] + qs([x for x in a[1:] if x >= a[0]])
print(qs([3, 6, 1, 8, 2, 9, 2]))
def perms(s): return [s] if len(s) <= 1 else [c + p for i, c in enumerate(s) for p in perms(s[:i] + s[i+1:])]
print(perms("abc"))
def hanoi(n, a="A", b="B", c="C", moves=None):
    moves = [] if moves is None else moves
    if n: hanoi(n-1, a, c, b, moves); moves.append(f"{a}->{c}"); hanoi(n-1, b, a, c, moves)
    return moves
print(len(hanoi(5)), hanoi(2))
def primes(n):
    sieve = [True] * (n + 1); sieve[0:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]: sieve[i*i::i] = [False] * len(sieve[i*i::i])
    return [i for i, p in enumerate(sieve) if p]
print(primes(50))
from collections import deque
def bfs(g, s):
    seen, q, order = {s}, deque([s]), []
    while q:
        n = q.popleft(); order.append(n)
        for m in g[n]:
            if m not in seen: seen.add(m); q.append(m)
    return order
print(bfs({1: [2, 3], 2: [4], 3: [4], 4: []}, 1))
import heapq
h = []
for x in [5, 1, 4, 2]: heapq.heappush(h, x)
print([heapq.heappop(h) for _ in range(4)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, [1, 5, 3]), heapq.heapify, list(heapq.merge([1, 4], [2, 3]))) if False else print(heapq.nlargest(2, [1, 5, 3]))
print([list(r) for r in zip(*[[1, 2], [3, 4]])], sum(int(d) for d in str(2 ** 100)), 2 ** 100, len(str(3 ** 1000)), "%x" % 2 ** 70 if False else hex(2 ** 70), bin(10).count("1"), [n for n in range(1, 30) if n % 3 == 0 and n % 5], sorted({"b": 2, "a": 1}.items()), max({"a": 1, "b": 3}, key={"a": 1, "b": 3}.get))
memo = {}
def fib(n):
    if n in memo: return memo[n]
    memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]
print(fib(100), [("Fizz" * (i % 3 == 0) + "Buzz" * (i % 5 == 0)) or i for i in range(1, 16)])
print("".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in "hello world"), sorted("banana", key="nab".index), {k: sorted(v) for k, v in {"x": [3, 1]}.items()})
mat = [[1, 2, 3], [4, 5, 6]]
for row in mat: print(" ".join(f"{x:3d}" for x in row))
for name, price, qty in [("apple", 1.5, 10), ("banana", 0.25, 150)]: print(f"{name:<10}|{price:>8.2f}|{qty:^6}|{price*qty:,.2f}")
print("%-10s|%8.2f|%03d" % ("x", 3.14159, 7), "{:>{w}}".format("r", w=5), "{0:.{p}f}".format(3.14159, p=2), format(1234.5, ",.1f"), f"{'é':>3}", f"{10:#x}", f"{-1:b}")
