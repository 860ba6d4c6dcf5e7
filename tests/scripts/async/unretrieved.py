"""What is told of exceptions that nobody has asked for."""

import asyncio


async def fails(what):
    await asyncio.sleep(0)
    raise ValueError(what)


async def main():
    task = asyncio.create_task(fails("kept"), name="kept")
    await asyncio.sleep(0.001)
    print("still kept", task.done())
    task = None
    print("dropped")
    asyncio.create_task(fails("never kept"), name="loose")
    await asyncio.sleep(0.001)
    future = asyncio.get_running_loop().create_future()
    future.set_exception(KeyError("of a future"))
    future = None
    asked = asyncio.create_task(fails("asked for"))
    await asyncio.wait([asked])
    print(asked.exception())

    def callback():
        raise OSError("in a callback")

    asyncio.get_running_loop().call_soon(callback)
    await asyncio.sleep(0)

    def done(task):
        1 / 0

    t = asyncio.create_task(asyncio.sleep(0))
    t.add_done_callback(done)
    await t
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
