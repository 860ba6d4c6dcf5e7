# seconds: 2
"""wait, as_completed and shield."""

import asyncio


async def job(n, fail=False):
    await asyncio.sleep(n / 10)
    if fail:
        raise ValueError(n)
    return n


def results(tasks):
    return sorted(t.result() for t in tasks)


async def main():
    tasks = [asyncio.create_task(job(n)) for n in (3, 1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(results(done), len(pending))
    done, pending = await asyncio.wait(pending, timeout=0.14)
    print(results(done), len(pending))
    done, pending = await asyncio.wait(tasks)
    print(results(done), len(pending))

    tasks = [asyncio.create_task(job(n, n == 2)) for n in (1, 2, 5)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending), sorted(repr(t.exception()) for t in done))
    for t in pending:
        t.cancel()
    print(await asyncio.gather(*pending, return_exceptions=True))

    done, pending = await asyncio.wait([asyncio.create_task(job(9))], timeout=0)
    print(len(done), len(pending), pending.pop().cancel())

    for wrong in (
        lambda: asyncio.wait([]),
        lambda: asyncio.wait(asyncio.create_task(job(0))),
        lambda: asyncio.wait([asyncio.create_task(job(0))], return_when="never"),
    ):
        try:
            await wrong()
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)

    print("-- as_completed")
    for earliest in asyncio.as_completed([job(3), job(1), job(2)]):
        print(await earliest)
    try:
        for earliest in asyncio.as_completed([job(50), job(1)], timeout=0.2):
            print(await earliest)
    except TimeoutError as error:
        print("timeout", error.args)
    for earliest in asyncio.as_completed([job(2, True), job(1)]):
        try:
            print(await earliest)
        except ValueError as error:
            print(repr(error))

    print("-- shield")
    inner = asyncio.create_task(job(2))

    async def protected():
        try:
            return await asyncio.shield(inner)
        except asyncio.CancelledError:
            print("cancelled outside, inside", inner.cancelled())
            raise

    outer = asyncio.create_task(protected())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    outer.cancel()
    print(await asyncio.gather(outer, return_exceptions=True), await inner)
    print(await asyncio.shield(job(1)))
    inner = asyncio.create_task(job(1))
    shielded = asyncio.shield(inner)
    await asyncio.sleep(0)
    inner.cancel()
    try:
        await shielded
    except asyncio.CancelledError:
        print("cancelled inside")


asyncio.run(main())
