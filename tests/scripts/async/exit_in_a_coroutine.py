# exit: 3
"""sys.exit() in a coroutine cancels the tasks that are left."""

import asyncio, sys
async def other():
    try: await asyncio.sleep(10)
    except asyncio.CancelledError: print('other cancelled'); raise
    finally: print('other finally')
async def third():
    try: await asyncio.sleep(10)
    finally: raise KeyError('in cleanup')
async def main():
    asyncio.create_task(other(), name='other')
    asyncio.create_task(third(), name='third')
    await asyncio.sleep(0)
    sys.exit(3)
asyncio.run(main())
