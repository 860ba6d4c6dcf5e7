"""gather: results in order, exceptions, duplicates, cancellation."""

import asyncio


async def job(name, delay, fail=None):
    print("start", name)
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print("cancelled", name)
        raise
    if fail:
        print("failing", name)
        raise fail
    print("done", name)
    return name.upper()


async def main():
    print(await asyncio.gather())
    print(await asyncio.gather(job("a", 0.02), job("b", 0), job("c", 0.01)))

    print("-- an exception")
    slow = asyncio.create_task(job("slow", 0.2))
    try:
        await asyncio.gather(slow, job("bad", 0.01, ValueError("no")))
    except ValueError as error:
        print("caught", repr(error), slow.done())
    print(await slow)

    print("-- exceptions as results")
    results = await asyncio.gather(
        job("x", 0.01, KeyError("k")), job("y", 0), job("z", 0, OSError("o")), return_exceptions=True
    )
    for result in results:
        print(type(result).__name__, result)

    print("-- the same one twice")
    t = asyncio.create_task(job("t", 0))
    print(await asyncio.gather(t, t, t))

    print("-- cancel one")
    t = asyncio.create_task(job("victim", 1))
    g = asyncio.gather(t, job("other", 0.01), return_exceptions=True)
    await asyncio.sleep(0)
    t.cancel("bye")
    print([repr(r) for r in await g])

    print("-- cancel one, without return_exceptions")
    t = asyncio.create_task(job("victim", 1))
    g = asyncio.gather(t, job("other", 0.01))
    await asyncio.sleep(0)
    t.cancel("bye")
    try:
        await g
    except asyncio.CancelledError as error:
        print("cancelled:", error.args)
    await asyncio.sleep(0.02)

    print("-- cancel all")
    g = asyncio.gather(job("one", 1), job("two", 1), return_exceptions=True)
    await asyncio.sleep(0)
    print(g.cancel())
    try:
        await g
    except asyncio.CancelledError:
        print("all cancelled", g.cancelled(), g.done())

    print("-- a mixture")
    f = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.01, f.set_result, "future")
    print(await asyncio.gather(f, asyncio.sleep(0, "slept"), asyncio.gather(job("in", 0))))

    print("-- two fail")
    try:
        await asyncio.gather(job("p", 0.01, ValueError("p")), job("q", 0.2, ValueError("q")))
    except ValueError as error:
        print(error)
    await asyncio.sleep(0.3)


asyncio.run(main())
