"""Awaits among everything else the language has."""

import asyncio, sys, traceback
class A:
    async def f(self): return 'A'
class B(A):
    async def f(self):
        return await super().f() + 'B'
    __slots__ = ()
async def deep(n):
    if n == 0: return 0
    return 1 + await deep(n - 1)
async def rec(n): return await rec(n + 1)
async def finals(log):
    try:
        try:
            await asyncio.sleep(0)
            raise ValueError(1)
        except ValueError as e:
            await asyncio.sleep(0)
            log.append(repr(e)); log.append(repr(sys.exception()))
            try:
                await asyncio.sleep(0); raise KeyError(2)
            except KeyError as k:
                log.append(repr(k.__context__)); await asyncio.sleep(0)
            log.append(repr(sys.exception()))
            raise
        finally:
            log.append(('fin', repr(sys.exception())))
            await asyncio.sleep(0)
            log.append(('fin2', repr(sys.exception())))
    except ValueError as e:
        log.append(('out', repr(e), repr(e.__context__)))
    else: log.append('else')
    for i in range(3):
        try:
            if i == 0: continue
            if i == 1: await asyncio.sleep(0); continue
            return i
        finally:
            await asyncio.sleep(0); log.append(i)
async def exc_state():
    async def child():
        print('child sees', repr(sys.exception()))
        try: raise TypeError('t')
        except TypeError: await asyncio.sleep(0); print('child', repr(sys.exception()))
        print('child after', repr(sys.exception()))
    try: raise ValueError('v')
    except ValueError:
        t = asyncio.create_task(child())
        await child()
        await t
        print('parent', repr(sys.exception()))
async def gen_in():
    def sync_gen():
        x = yield 1
        y = yield x
        return y
    async def agen():
        for i in sync_gen(): 
            yield i
            await asyncio.sleep(0)
        try:
            got = yield 'ask'
            print('got', got)
        finally: print('fin agen')
    g = agen()
    out = []
    async for x in g:
        out.append(x)
        if x == 'ask':
            try: await g.asend('val')
            except StopAsyncIteration: out.append('stop'); break
    print(out)
async def matching(x):
    match await asyncio.sleep(0, x):
        case [a, b]: return ('pair', a, b)
        case {'k': v}: return ('dict', await asyncio.sleep(0, v))
        case int() if await asyncio.sleep(0, True): return 'int'
        case _: return 'other'
async def args(*a, k=1, **kw): return a, k, kw
async def defaults(x=[]): x.append(1); return x
async def shadow():
    sum = 0
    for i in range(3):
        async def inner(i=i):
            nonlocal sum
            sum += i
            await asyncio.sleep(0)
            return sum
        await inner()
    return sum
async def delete():
    x = await asyncio.sleep(0, 5); del x
    try: x
    except UnboundLocalError as e: return str(e)
async def chained():
    return 1 < await asyncio.sleep(0, 2) < await asyncio.sleep(0, 3), (await asyncio.sleep(0, 'abc'))[1:], [1, *await asyncio.sleep(0, [2, 3])], {**await asyncio.sleep(0, {'a': 1})}
async def augmented():
    d = {'a': 1}; d['a'] += await asyncio.sleep(0, 5); x = 1; x += await asyncio.sleep(0, 2); l = [1, 2]; l[await asyncio.sleep(0, 0)] = await asyncio.sleep(0, 9)
    return d, x, l
async def ctx():
    class C:
        async def __aenter__(s): return s
        async def __aexit__(s, *a): return True
        def __enter__(s): return s
        def __exit__(s, *a): print('sync exit', a[0])
    async with C() as c:
        with c: raise ValueError
    print('swallowed')
    async with C(): return 'ret in with'
async def main():
    print(await B().f(), await deep(300))
    try: await rec(0)
    except RecursionError as e: print('RecursionError', str(e)[:32])
    log = []; print(await finals(log)); print(log)
    await exc_state(); await gen_in()
    print([await matching(x) for x in ([1, 2], {'k': 3}, 5, 'q')])
    print(await args(1, 2, k=3, z=4), await defaults(), await defaults(), await shadow(), await delete(), await chained(), await augmented(), await ctx())
    try: await args(1, k=2, **{'k': 3})
    except TypeError as e: print(e)
    try: await deep()
    except TypeError as e: print(e)
    f = lambda: asyncio.sleep(0, 'lam'); print(await f())
    print(await (await asyncio.sleep(0, asyncio.sleep(0, 'twice'))))
    fs = [asyncio.sleep(0, i) for i in range(3)]; print([await c for c in fs])
    it = iter([asyncio.sleep(0, 'x')]); print(await next(it))
    print(main.__name__, type(main), main.__code__.co_name if 0 else '', callable(main))
asyncio.run(main())
