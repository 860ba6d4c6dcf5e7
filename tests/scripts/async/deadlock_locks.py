# exit: deadlock
"""Two tasks that hold a lock each and want the other's."""

import asyncio


async def holds(name, first, second):
    async with first:
        print(name, "has one")
        await asyncio.sleep(0)
        async with second:
            print(name, "has both")


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(holds("one", a, b), holds("two", b, a))


asyncio.run(main())
