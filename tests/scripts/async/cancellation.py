"""Cancelling tasks: clean-up, messages, refusal, and cancel() of what is over."""

import asyncio


async def worker(name):
    try:
        print(name, "works")
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print(name, "is cancelled", error.args)
        await asyncio.sleep(0.001)
        print(name, "has cleaned up")
        raise
    finally:
        print(name, "finally")


async def stubborn():
    for attempt in range(3):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("not yet", attempt)
    return "survived"


async def swallow():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return "swallowed"


async def replace():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise ValueError("instead")


async def never_started():
    print("never printed")


async def outer():
    try:
        await inner()
    finally:
        print("outer finally")


async def inner():
    try:
        await asyncio.sleep(10)
    finally:
        print("inner finally")


async def main():
    t = asyncio.create_task(worker("A"))
    await asyncio.sleep(0)
    print(t.cancel(), t.cancelled(), t.done(), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as error:
        print("A cancelled", error.args, t.cancelled(), t.done())
    print(t.cancel())

    t = asyncio.create_task(worker("B"))
    await asyncio.sleep(0)
    t.cancel("too slow")
    try:
        await t
    except asyncio.CancelledError as error:
        print(error.args)

    t = asyncio.create_task(never_started())
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("never started")

    t = asyncio.create_task(stubborn())
    for _ in range(3):
        await asyncio.sleep(0)
        t.cancel()
    print(await t, t.cancelled(), t.cancelling())
    print(t.uncancel(), t.uncancel(), t.uncancel(), t.uncancel())

    t = asyncio.create_task(swallow())
    await asyncio.sleep(0)
    t.cancel()
    print(await t)

    t = asyncio.create_task(replace())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except ValueError as error:
        print(repr(error), repr(error.__context__))

    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))

    # Who waits for a cancelled task is not cancelled itself, but gets the exception.
    async def waits(task):
        try:
            await task
        except asyncio.CancelledError:
            print("the task I waited for was cancelled", asyncio.current_task().cancelling())

    t = asyncio.create_task(inner())
    w = asyncio.create_task(waits(t))
    await asyncio.sleep(0.001)
    t.cancel()
    await w

    # Cancelling the one that waits cancels what it waits for.
    t = asyncio.create_task(inner())
    w = asyncio.create_task(waits(t))
    await asyncio.sleep(0.001)
    w.cancel()
    await w
    print(t.cancelled(), w.cancelled())

    async def cancels_itself():
        asyncio.current_task().cancel()
        print("still here")
        await asyncio.sleep(0)
        print("never printed")

    t = asyncio.create_task(cancels_itself())
    await asyncio.wait([t])
    print(t.cancelled())

    async def cancels_itself_at_the_end():
        asyncio.current_task().cancel("late")

    t = asyncio.create_task(cancels_itself_at_the_end())
    try:
        await t
    except asyncio.CancelledError as error:
        print(error.args)

    f = asyncio.get_running_loop().create_future()
    print(f.cancel(), f.cancel(), f.cancelled())
    for ask in (f.result, f.exception):
        try:
            ask()
        except asyncio.CancelledError as error:
            print(repr(error))
    print(issubclass(asyncio.CancelledError, Exception), asyncio.CancelledError.__mro__[1].__name__)


asyncio.run(main())
