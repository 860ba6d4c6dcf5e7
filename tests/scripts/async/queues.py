"""Queues between producers and consumers."""

import asyncio


async def producer(name, queue, items):
    for item in items:
        await queue.put((name, item))
        print(name, "put", item)
        await asyncio.sleep(0)


async def consumer(name, queue, seen):
    while True:
        item = await queue.get()
        seen.append(item)
        print(name, "got", item)
        await asyncio.sleep({"c0": 0.05, "c1": 0.07}[name])
        queue.task_done()


async def bounded():
    queue = asyncio.Queue(maxsize=2)
    seen = []
    consumers = [asyncio.create_task(consumer(f"c{i}", queue, seen)) for i in range(2)]
    await asyncio.gather(producer("p", queue, range(4)), producer("q", queue, "ab"))
    await queue.join()
    print(len(seen), queue.empty(), queue.qsize(), queue.maxsize)
    for task in consumers:
        task.cancel()
    print(await asyncio.gather(*consumers, return_exceptions=True))


async def sentinel():
    queue = asyncio.Queue()

    async def produce():
        for i in range(3):
            await asyncio.sleep(0.001)
            await queue.put(i)
        await queue.put(None)

    async def consume():
        total = 0
        while (item := await queue.get()) is not None:
            total += item
        return total

    print(await asyncio.gather(produce(), consume()))


async def orders():
    for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
        queue = kind()
        for item in (3, 1, 2):
            queue.put_nowait(item)
        print(kind.__name__, [queue.get_nowait() for _ in range(3)])


async def errors():
    queue = asyncio.Queue(1)
    queue.put_nowait(1)
    print(queue.full(), str(queue))
    try:
        queue.put_nowait(2)
    except asyncio.QueueFull as error:
        print(repr(error))
    queue.get_nowait()
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print(repr(error))
    queue.task_done()
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
    try:
        await asyncio.wait_for(queue.get(), 0.001)
    except asyncio.TimeoutError:
        print("nothing came", str(queue))


async def cancelled_getter():
    """What a cancelled getter does not take goes to the next one."""
    queue = asyncio.Queue()
    first = asyncio.create_task(queue.get())
    second = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    print(str(queue))
    queue.put_nowait("item")
    first.cancel()
    print(await second, await asyncio.gather(first, return_exceptions=True))


async def main():
    for part in (bounded, sentinel, orders, errors, cancelled_getter):
        print("--", part.__name__)
        await part()


asyncio.run(main())
