"""Warnings about coroutines that nobody awaited."""

import asyncio


async def work():
    return 1


class Thing:
    async def method(self):
        pass


work()
Thing().method()
for i in range(3):
    work()


def lost():
    c = work()
    return None


lost()
x = work()
x = None


async def main():
    work()
    await asyncio.sleep(0)
    asyncio.sleep(1)
    c = work()
    c.close()
    print(await work())


asyncio.run(main())
print("end")
