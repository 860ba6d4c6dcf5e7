"""What asyncio.run does with tasks and generators that are left."""

import asyncio
async def main():
    print('returns with tasks pending')
    async def bg():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError:
            print('bg cancelled'); await asyncio.sleep(0); print('bg cleanup')
            raise
    asyncio.create_task(bg())
    await asyncio.sleep(0)
asyncio.run(main())
async def agen():
    try:
        for i in range(3): yield i
    finally: print('agen finally')
async def m2():
    global g
    g = agen()
    print(await anext(g))
    async for i in agen():
        if i == 1: break
    print('x')
    async for i in agen(): return i
print(asyncio.run(m2()))
