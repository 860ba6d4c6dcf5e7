# exit: deadlock
"""A loop that waits for what nobody does is a wait as any other."""

import asyncio


async def waits(name, event):
    print(name, "waits")
    await event.wait()
    print("never")


async def main():
    event = asyncio.Event()
    await asyncio.gather(waits("a", event), waits("b", event))


asyncio.run(main())
