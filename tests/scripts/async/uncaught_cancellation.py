# exit: 1
"""A task that cancels itself, and nobody catches it."""

import asyncio
async def f():
    t = asyncio.current_task()
    t.cancel()
    await asyncio.sleep(0)
async def main():
    await asyncio.create_task(f())
asyncio.run(main())
