"""Lock, Event, Condition, Semaphore and Barrier among tasks."""

import asyncio


async def locks():
    lock = asyncio.Lock()
    print(lock.locked())

    async def user(name):
        async with lock:
            print(name, "has it")
            await asyncio.sleep(0.001)
        print(name, "left it")

    await asyncio.gather(*(user(n) for n in "abc"))
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    await lock.acquire()
    waiting = asyncio.create_task(lock.acquire())
    next_one = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    waiting.cancel()
    lock.release()
    print(await next_one, lock.locked())
    try:
        with lock:
            pass
    except TypeError as error:
        print(error)


async def lost_update():
    """A read, an await and a write: with the lock no update is lost."""
    count = 0
    lock = asyncio.Lock()

    async def bare():
        nonlocal count
        seen = count
        await asyncio.sleep(0)
        count = seen + 1

    async def careful():
        async with lock:
            await bare()

    await asyncio.gather(*(bare() for _ in range(10)))
    print(count)
    count = 0
    await asyncio.gather(*(careful() for _ in range(10)))
    print(count)


async def events():
    event = asyncio.Event()

    async def waiter(n):
        print(n, await event.wait())

    tasks = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    print(event.is_set())
    event.set()
    await asyncio.gather(*tasks)
    print(event.is_set(), await event.wait())
    event.clear()
    try:
        await asyncio.wait_for(event.wait(), 0.001)
    except TimeoutError:
        print("not set")


async def conditions():
    condition = asyncio.Condition()
    items = []

    async def consumer(n):
        async with condition:
            await condition.wait_for(lambda: items)
            print(n, "took", items.pop(0))

    async def once():
        async with condition:
            print("notified", await condition.wait())

    tasks = [asyncio.create_task(consumer(i)) for i in range(2)]
    tasks.append(asyncio.create_task(once()))
    await asyncio.sleep(0)
    for item in "xy":
        async with condition:
            items.append(item)
            condition.notify_all()
        await asyncio.sleep(0.05)
    await asyncio.gather(*tasks)
    for wrong in (condition.notify, condition.notify_all):
        try:
            wrong()
        except RuntimeError as error:
            print(error)
    try:
        await condition.wait()
    except RuntimeError as error:
        print(error)


async def semaphores():
    semaphore = asyncio.Semaphore(2)
    inside = most = 0

    async def job(n):
        nonlocal inside, most
        async with semaphore:
            inside += 1
            most = max(most, inside)
            print("in", n)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(job(i) for i in range(5)))
    print("at most", most, semaphore.locked())
    bounded = asyncio.BoundedSemaphore(1)
    await bounded.acquire()
    bounded.release()
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print(error)


async def barriers():
    barrier = asyncio.Barrier(3)

    async def phase(n):
        await asyncio.sleep(n / 100)
        print("arrives", n)
        index = await barrier.wait()
        return n, index

    print(await asyncio.gather(*(phase(i) for i in range(3))))
    print(barrier.parties, barrier.n_waiting, barrier.broken)
    one = asyncio.create_task(phase(0))
    await asyncio.sleep(0.05)
    print(barrier.n_waiting)
    await barrier.abort()
    try:
        await one
    except asyncio.BrokenBarrierError as error:
        print(repr(error))
    print(barrier.broken)
    await barrier.reset()
    async with asyncio.Barrier(1) as position:
        print(position)


async def main():
    for part in (locks, lost_update, events, conditions, semaphores, barriers):
        print("--", part.__name__)
        await part()


asyncio.run(main())
