import sys, time, threading
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
counter = 0
def inc():
    global counter
    for _ in range(100): counter += 1
ts = [threading.Thread(target=inc) for _ in range(3)]
start = time.perf_counter()
[t.start() for t in ts]; [t.join() for t in ts]
print(counter, time.perf_counter() - start < 5)
log = []
def stage(name, ev_in, ev_out):
    ev_in.wait(); log.append(name); ev_out.set()
evs = [threading.Event() for _ in range(4)]
ts = [threading.Thread(target=stage, args=(f"s{i}", evs[i], evs[i+1])) for i in range(3)]
for t in reversed(ts): t.start()
evs[0].set()
for t in ts: t.join()
print(log)
sem = threading.Semaphore(2); active = 0; peak = 0; l = threading.Lock()
def limited():
    global active, peak
    with sem:
        with l: active += 1; peak = max(peak, active)
        time.sleep(0.002)
        with l: active -= 1
ts = [threading.Thread(target=limited) for _ in range(6)]
for t in ts: t.start()
for t in ts: t.join()
print(peak <= 2, active)
class Philosopher(threading.Thread):
    def __init__(self, i, l, r): super().__init__(name=f"P{i}"); self.l, self.r = l, r; self.meals = 0
    def run(self):
        for _ in range(3):
            with self.l, self.r: self.meals += 1
forks = [threading.Lock() for _ in range(3)]
ps = [Philosopher(i, forks[min(i, (i+1) % 3)], forks[max(i, (i+1) % 3)]) for i in range(3)]
for p in ps: p.start()
for p in ps: p.join()
print([(p.name, p.meals) for p in ps])
