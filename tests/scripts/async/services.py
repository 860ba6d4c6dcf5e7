"""Servers and clients of queues, polling, memoised tasks."""

import asyncio, time
# simulated server/client with queues, events, cancellation & timeouts
async def server(inbox, stop):
    handled = 0
    while not stop.is_set():
        try: req, fut = await asyncio.wait_for(inbox.get(), 0.02)
        except asyncio.TimeoutError: continue
        asyncio.create_task(handle(req, fut)); handled += 1
    return handled
async def handle(req, fut):
    await asyncio.sleep(0.001 * (req % 3))
    if req == 4: fut.set_exception(ValueError(f'bad {req}'))
    elif not fut.cancelled(): fut.set_result(req * req)
async def client(inbox, n):
    fut = asyncio.get_running_loop().create_future()
    await inbox.put((n, fut))
    try: return await asyncio.wait_for(fut, 1)
    except ValueError as e: return str(e)
async def main():
    inbox, stop = asyncio.Queue(), asyncio.Event()
    s = asyncio.create_task(server(inbox, stop))
    print(await asyncio.gather(*(client(inbox, n) for n in range(6))))
    stop.set(); print(await s)
    # periodic
    async def every(d, n, fn):
        for _ in range(n): await asyncio.sleep(d); fn()
    hits = []; await asyncio.gather(every(.005, 3, lambda: hits.append('a')), every(.1, 1, lambda: hits.append('b'))); print(hits)
    # first successful
    async def attempt(n, ok):
        await asyncio.sleep(n / 50)
        if not ok: raise OSError(n)
        return n
    async def first_ok(*cs):
        ts = {asyncio.ensure_future(c) for c in cs}
        while ts:
            done, ts = await asyncio.wait(ts, return_when='FIRST_COMPLETED')
            for t in done:
                if not t.exception():
                    for p in ts: p.cancel()
                    return t.result()
    print(await first_ok(attempt(1, False), attempt(2, True), attempt(9, True)))
    # memo
    cache = {}
    async def memo(k):
        if k not in cache: cache[k] = asyncio.ensure_future(slow(k))
        return await cache[k]
    async def slow(k): print('computing', k); await asyncio.sleep(.01); return k * 2
    print(await asyncio.gather(memo(1), memo(1), memo(2)))
    loop = asyncio.get_running_loop()
    f = loop.create_future(); loop.call_later(.005, lambda: f.set_exception(KeyError('later')))
    try: await f
    except KeyError as e: print(repr(e))
    r = await asyncio.gather(*[asyncio.wait_for(asyncio.sleep(d, d), .05) for d in (0, .01, 3)], return_exceptions=True); print([type(x).__name__ for x in r])
    def cb(fut): print('cb', fut.cancelled())
    t = asyncio.create_task(asyncio.sleep(3)); t.add_done_callback(cb); await asyncio.sleep(0); t.cancel(); 
    try: await t
    except asyncio.CancelledError: pass
    await asyncio.sleep(0)
asyncio.run(main())
