"""async def as method, property, decorated; awaits in all kinds of expressions."""

import asyncio, sys, functools, logging
logging.basicConfig(level=logging.INFO, format="%(name)s:%(levelname)s:%(message)s", stream=sys.stdout)
def retry(n):
    def deco(fn):
        @functools.wraps(fn)
        async def wrapper(*a, **k):
            for i in range(n):
                try: return await fn(*a, **k)
                except ValueError as e:
                    print('retry', i, e)
            raise RuntimeError('gave up')
        return wrapper
    return deco
calls = 0
@retry(3)
async def flaky(x):
    "doc"
    global calls
    calls += 1
    if calls < 3: raise ValueError(f'call {calls}')
    return x
print(asyncio.run(flaky(7)), flaky.__name__, flaky.__doc__, asyncio.iscoroutinefunction(flaky))
class AsyncInit:
    def __await__(self): return self._init().__await__()
    async def _init(self):
        await asyncio.sleep(0); self.ready = True; return self
async def m1():
    a = await AsyncInit(); print(a.ready)
asyncio.run(m1())
class Svc:
    _inst = None
    @classmethod
    async def create(cls, x):
        self = cls(); self.x = x; await asyncio.sleep(0); return self
    @staticmethod
    async def st(): return 'static'
    @property
    async def prop(self): return self.x * 2
    async def __call__(self, y): return self.x + y
    async def gen(self):
        for i in range(self.x): yield i
    def __aiter__(self): return self.gen()
async def m2():
    s = await Svc.create(3)
    print(await Svc.st(), await s.prop, await s(4), [i async for i in s])
asyncio.run(m2())
async def m3():
    with_default = lambda x=1: asyncio.sleep(0, x)
    print(await with_default(), await with_default(5))
    fs = {asyncio.create_task(asyncio.sleep(0, i)) for i in range(3)}
    while fs:
        done, fs = await asyncio.wait(fs, return_when=asyncio.FIRST_COMPLETED)
        print(sorted(t.result() for t in done))
asyncio.run(m3())
async def bad_callback():
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(asyncio.sleep(0, 'x'))
    t.add_done_callback(functools.partial(lambda pre, t: print(pre, t.result()), 'cb'))
    await t
    await asyncio.sleep(0)
asyncio.run(bad_callback())
async def m4():
    logging.info("in task %s", asyncio.current_task().get_name())
    async def sub(): logging.info("sub"); return asyncio.current_task().get_name().startswith('Task-')
    print(await asyncio.create_task(sub()))
asyncio.run(m4())
async def lcm():
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 0.001)
    except asyncio.TimeoutError as e: print('to', str(e) == '')
    res = await asyncio.gather(asyncio.sleep(0, 1), return_exceptions=False); print(res)
    try: await asyncio.gather(asyncio.sleep(0), 3)
    except TypeError as e: print(e)
asyncio.run(lcm())
def sync_in_async():
    try: asyncio.run(m4())
    except RuntimeError as e: print(e)
async def m5(): sync_in_async()
asyncio.run(m5())
async def m6():
    x = 0
    async def inc():
        nonlocal x
        x += 1
        return x
    print([await inc() for _ in range(3)], await inc() + await inc(), (await inc()) ** 2, -await inc(), not await inc())
    d = {await inc(): await inc()}; print(d)
    print(f"{await inc()} {await inc()!r:>5}")
    assert await inc(), 'msg'
    print(await inc() if await inc() else 0, (await inc(), await inc())[0], [*(await asyncio.gather(inc(), inc()))])
    a, b = await inc(), await inc(); print(a, b)
    x = 0
    while (n := await inc()) < 3: print('n', n)
    return await inc()
print(asyncio.run(m6()))
print(asyncio.run(asyncio.sleep(0, 'direct')))
