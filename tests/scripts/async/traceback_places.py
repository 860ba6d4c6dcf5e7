"""Where tracebacks point to, in each statement that awaits."""

import asyncio, traceback
async def bad():
    yield 1
    1/0
async def a(): return [x async for x in bad()]
async def b(): return {x
       async for x in bad()
    if x}
async def c(): return [x for y in [1] async for x in bad()]
async def d():
    g = (x async for x in bad())
    async for q in g: pass
async def e():
    async for q in bad():
        if q:
            pass
        # comment
    else:
        pass
    return
async def f():
    async for q in bad(
        ): pass
async def g():
    async for q in 3: pass
async def h():
    return [x async for x in 3]
async def i():
    return [await j() for x in
      [3]]
async def j():
    raise KeyError
async def k():
    async with (
       q) as r: 
       pass
async def l():
    async with Q() as r, Q() as s: 
       pass
class Q:
    async def __aenter__(s): pass
    async def __aexit__(s, *a): 1/0
async def m():
    async with Q() as r, Q() as s: 
       1+''
async def n():
    return await (
       j())
async def o():
    x = await j() + await j()
async def p():
    await 3
async def r():
    await asyncio.sleep(
        'a')
async def s():
    return (await j()).x.y
async def t():
    for x in await j(): pass
async def u():
    print(await j(), 3,
      4)
async def v():
    if await j(): pass
async def w():
    raise await j()
async def x():
    async with await j(): pass
async def y():
    t = asyncio.create_task(j())
    await asyncio.sleep(0)
    try: await t
    except KeyError: pass
    await t
async def z():
    async for x in bad(): print('body'); [] + 3
async def main():
    for fn in a,b,c,d,e,f,g,h,i,k,l,m,n,o,p,r,s,t,u,v,w,x,y,z:
        try: await fn()
        except Exception: traceback.print_exc()
asyncio.run(main())
