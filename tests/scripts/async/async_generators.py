"""Asynchronous generators: asend, athrow, aclose, and their ends."""

import asyncio


async def echo():
    print("start")
    got = None
    try:
        while True:
            try:
                got = yield got
                print("got", got)
                await asyncio.sleep(0)
            except ValueError as error:
                print("caught", error)
                got = "after error"
    finally:
        print("cleaning")
        await asyncio.sleep(0)
        print("clean")


async def ticks(count):
    for i in range(count):
        await asyncio.sleep(0.001)
        yield i


async def chained(source):
    async for item in source:
        yield item * 10


async def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def raises(kind):
    yield 1
    raise kind("inside")


async def slow():
    await asyncio.sleep(0.01)
    yield 1


async def next_of(generator):
    return await generator.__anext__()


async def main():
    e = echo()
    print(type(e).__name__, e.__name__)
    print(await e.asend(None))
    print(await e.asend("one"))
    print(await e.athrow(ValueError("v")))
    print(await e.asend("two"))
    await e.aclose()
    try:
        await e.asend("three")
    except StopAsyncIteration:
        print("at its end")
    await e.aclose()

    print([i async for i in chained(chained(ticks(3)))])

    g = echo()
    try:
        await g.asend("too early")
    except TypeError as error:
        print(error)
    await g.aclose()

    g = ticks(2)
    try:
        await g.athrow(KeyError("unstarted"))
    except KeyError as error:
        print(repr(error))
    print([i async for i in g])

    g = ignores()
    await anext(g)
    try:
        await g.aclose()
    except RuntimeError as error:
        print(error)

    for kind in (KeyError, StopIteration, StopAsyncIteration):
        try:
            async for item in raises(kind):
                print(item)
        except Exception as error:
            print(type(error).__name__, error, repr(error.__cause__))

    g = slow()
    first = asyncio.create_task(next_of(g))
    await asyncio.sleep(0)
    try:
        await g.__anext__()
    except RuntimeError as error:
        print(error)
    try:
        await g.aclose()
    except RuntimeError as error:
        print(error)
    print(await first)

    a = ticks(1)
    awaitable = a.__anext__()
    print(await awaitable)
    try:
        await awaitable
    except RuntimeError as error:
        print(error)

    # A generator that is left early is closed by the loop.
    async for item in echo():
        print("leaving")
        break
    await asyncio.sleep(0.1)
    print("after a break")

    # Driven by hand.
    g = chained(ticks_now(3))
    try:
        g.asend(None).send(None)
    except StopIteration as end:
        print("item", end.value)
    print(g.ag_running)


async def ticks_now(count):
    for i in range(count):
        yield i


asyncio.run(main())
