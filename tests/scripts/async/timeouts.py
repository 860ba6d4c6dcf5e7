"""wait_for, timeout and timeout_at."""

import asyncio


async def slow(result="slow"):
    try:
        await asyncio.sleep(5)
        return result
    except asyncio.CancelledError:
        print("  slow was cancelled")
        raise


async def stubborn():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        return "stubborn result"


async def failing():
    try:
        await asyncio.sleep(5)
    finally:
        raise ValueError("while cancelled")


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.wait_for(asyncio.sleep(0, "quick"), 1))
    print(await asyncio.wait_for(asyncio.sleep(0, "for ever"), None))
    try:
        await asyncio.wait_for(slow(), 0.01)
    except asyncio.TimeoutError as error:
        print(type(error).__name__, error.args, asyncio.TimeoutError is TimeoutError)
        print(repr(error.__cause__))
    try:
        await asyncio.wait_for(slow(), timeout=0)
    except TimeoutError:
        print("at once")
    try:
        await asyncio.wait_for(failing(), 0.01)
    except ValueError as error:
        print(repr(error))
    t = asyncio.create_task(slow())
    try:
        await asyncio.wait_for(asyncio.shield(t), 0.01)
    except TimeoutError:
        print("shielded", t.done())
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))

    print("-- timeout")
    async with asyncio.timeout(1) as cm:
        await asyncio.sleep(0)
    print(cm.expired())
    try:
        async with asyncio.timeout(0.01) as cm:
            await slow()
            print("not reached")
    except TimeoutError as error:
        print("timed out", cm.expired(), repr(error.__cause__))
    async with asyncio.timeout(None) as cm:
        print(cm.when())
    try:
        async with asyncio.timeout_at(loop.time() + 0.01):
            await slow()
    except TimeoutError:
        print("timeout_at")
    try:
        async with asyncio.timeout(-1):
            await slow()
    except TimeoutError:
        print("already over")

    print("-- reschedule")
    async with asyncio.timeout(0.005) as cm:
        cm.reschedule(loop.time() + 5)
        await asyncio.sleep(0.02)
        print("had more time")
    try:
        cm.reschedule(1)
    except RuntimeError as error:
        print(error)

    print("-- nested")
    try:
        async with asyncio.timeout(5):
            try:
                async with asyncio.timeout(0.01):
                    await slow()
            except TimeoutError:
                print("the inner one")
            await asyncio.sleep(0)
            print("the outer one is well")
    except TimeoutError:
        print("never")
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.timeout(5):
                await slow()
    except TimeoutError:
        print("the outer one")

    print("-- cancelled from outside")

    async def limited():
        async with asyncio.timeout(5):
            await slow()

    t = asyncio.create_task(limited())
    await asyncio.sleep(0.001)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled, no timeout")

    print("-- another exception")
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError:
                raise KeyError("mine")
    except KeyError as error:
        print(repr(error))
    try:
        async with cm:
            pass
    except RuntimeError as error:
        print(error)


asyncio.run(main())
try:
    asyncio.timeout(1)
except RuntimeError as error:
    print(error)
