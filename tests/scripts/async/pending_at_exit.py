"""Tasks that are left when their loop is closed."""

import asyncio
async def bg():
    try:
        while True:
            await asyncio.sleep(1)
    finally:
        print('bg finally')
async def bg2():
    await asyncio.sleep(1)
async def main():
    asyncio.create_task(bg())
    asyncio.create_task(bg2(), name='two')
    await asyncio.sleep(0.01)
    print('main end')
loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()
print('end')
