"""Rate limits, pools, merged streams, philosophers, and what blocks the loop."""

import asyncio, time
class RateLimiter:
    def __init__(self, rate): self.rate = rate; self.sem = asyncio.Semaphore(rate); 
    async def __aenter__(self): await self.sem.acquire(); return self
    async def __aexit__(self, *a): self.sem.release()
class Pool:
    def __init__(self, n): self.q = asyncio.Queue(n); [self.q.put_nowait(f'conn{i}') for i in range(n)]
    async def __aenter__(self): self.c = await self.q.get(); return self.c
    async def __aexit__(self, *a): await self.q.put(self.c)
async def fetch(i, lim, log):
    async with lim:
        log.append(('start', i)); await asyncio.sleep(0.01); log.append(('end', i))
        return i
async def main():
    log = []; lim = RateLimiter(3)
    r = await asyncio.gather(*[fetch(i, lim, log) for i in range(7)])
    print(r); print(log)
    bucket = asyncio.PriorityQueue()
    for p, n in ((3,'low'),(1,'high'),(2,'mid')): await bucket.put((p,n))
    while not bucket.empty(): print(await bucket.get())
    async def ticker(d, n):
        for i in range(n): yield i; await asyncio.sleep(d)
    async def merge(*its):
        q = asyncio.Queue(); done = object()
        async def drain(name, it):
            async for x in it: await q.put((name, x))
            await q.put(done)
        ts = [asyncio.create_task(drain(n, it)) for n, it in enumerate(its)]
        left = len(ts)
        while left:
            x = await q.get()
            if x is done: left -= 1
            else: yield x
    async for x in merge(ticker(.02, 3), ticker(.03, 2)): print(x)
    start = time.monotonic()
    async def blocker(): time.sleep(0.03); return 'blocked'
    async def quick(): await asyncio.sleep(0.01); return round(time.monotonic() - start, 2) >= 0.03
    print(await asyncio.gather(quick(), blocker()))
    lock = asyncio.Lock(); cond = asyncio.Condition(lock)
    print(lock.locked(), cond.locked())
    async def philosopher(i, forks, eaten):
        a, b = sorted((i, (i + 1) % 5))
        for _ in range(2):
            async with forks[a], forks[b]:
                eaten[i] += 1; await asyncio.sleep(0.001)
    forks = [asyncio.Lock() for _ in range(5)]; eaten = [0] * 5
    await asyncio.gather(*(philosopher(i, forks, eaten) for i in range(5))); print(eaten)
asyncio.run(main())
