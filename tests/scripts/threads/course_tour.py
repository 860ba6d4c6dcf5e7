import threading, queue, time
from threading import *
class Counter:
    def __init__(self): self.v = 0; self._l = Lock()
    def __iadd__(self, n):
        with self._l: self.v += n
        return self
class SafeDict(dict):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.lock = RLock()
    def __setitem__(self, k, v):
        with self.lock: super().__setitem__(k, v)
    def incr(self, k):
        with self.lock: self[k] = self.get(k, 0) + 1
sd = SafeDict(); c = Counter()
def w():
    global c
    for i in range(50): sd.incr(i % 5); c += 1
ts = [Thread(target=w) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(dict(sd), c.v, active_count(), current_thread().name)
class MyThread(Thread):
    def __init__(self, n): super().__init__(name=f'My-{n}', daemon=True); self.n = n; self.result = None
    def run(self): self.result = self.n ** 2
ms = [MyThread(i) for i in range(3)]
for m in ms: m.start()
for m in ms: m.join()
print([m.result for m in ms], [m.name for m in ms], ms[0].is_alive(), ms[0].daemon)
class PQ(queue.PriorityQueue):
    def __init__(self): super().__init__(); self.n = 0
    def push(self, p, x): self.n += 1; self.put((p, self.n, x))
q = PQ(); q.push(2, 'b'); q.push(1, 'a'); print(q.get()[2], q.get()[2], q.empty())
b = Barrier(3, action=lambda: print('barrier'))
res = []
def party(i): res.append(b.wait() >= 0)
ps = [Thread(target=party, args=(i,)) for i in range(3)]
for p in ps: p.start()
for p in ps: p.join()
print(res)
e = Event(); cond = Condition(); items = []
def cons():
    with cond:
        while not items: cond.wait()
        print('consumed', items.pop())
    e.set()
t = Thread(target=cons); t.start()
with cond: items.append(1); cond.notify()
print(e.wait(2)); t.join()
loc = local(); loc.x = 1
def lw():
    try: loc.x
    except AttributeError as ex: print(ex)
    loc.x = 2
t = Thread(target=lw); t.start(); t.join(); print(loc.x)
tm = Timer(0.01, lambda: print('timer')); tm.start(); tm.join()
sem = BoundedSemaphore(1); sem.acquire(); sem.release()
try: sem.release()
except ValueError as ex: print(ex)
def boom(): raise ValueError('in thread')
def hook(a): print('hook', a.exc_type.__name__, a.exc_value, a.thread.name)
threading.excepthook = hook
t = Thread(target=boom, name='B'); t.start(); t.join()
try: Thread(target=w).join()
except RuntimeError as ex: print(ex)
try: t.start()
except RuntimeError as ex: print(ex)
