"""TaskGroup: all succeed, some fail, and what that does to the others."""

import asyncio
import traceback


async def job(name, delay, fail=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    if fail is not None:
        raise fail
    print(name, "done")
    return name


async def succeed():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(job("a", 0.02), name="task a")
        b = group.create_task(job("b", 0.001))
        print("in the group", a.get_name())
    print(a.result(), b.result())


async def one_fails():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job("slow", 1))
            group.create_task(job("bad", 0.001, ValueError("bad")))
            await asyncio.sleep(1)
            print("never")
    except* ValueError as errors:
        print(repr(errors), errors.exceptions)
    print(asyncio.current_task().cancelling())


async def two_fail():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job("x", 0, ValueError("x")))
            group.create_task(job("y", 0, KeyError("y")))
    except* ValueError as errors:
        print("values", [str(e) for e in errors.exceptions])
    except* KeyError as errors:
        print("keys", [str(e) for e in errors.exceptions])


async def body_fails():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job("other", 1))
            await asyncio.sleep(0)
            raise LookupError("body")
    except ExceptionGroup as errors:
        print(errors, errors.exceptions)


async def as_plain():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job("p", 0, OSError("p")))
    except Exception as error:
        print(type(error).__name__, error, isinstance(error, ExceptionGroup))


async def nested():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(job("outer", 1))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(job("inner", 1))
                inner.create_task(job("failing", 0.001, ValueError("deep")))
    except* ValueError as errors:
        print(repr(errors))


async def child_cancelled():
    async with asyncio.TaskGroup() as group:
        t = group.create_task(job("victim", 1))
        group.create_task(job("survivor", 0.2))
        await asyncio.sleep(0.001)
        t.cancel()
    print(t.cancelled())


async def group_cancelled():
    async def run():
        async with asyncio.TaskGroup() as group:
            group.create_task(job("one", 1))
            await job("two", 1)

    t = asyncio.create_task(run())
    await asyncio.sleep(0.001)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("the whole group was cancelled")


async def adds_later():
    async with asyncio.TaskGroup() as group:

        async def spawn(depth):
            print("depth", depth)
            if depth:
                group.create_task(spawn(depth - 1))

        group.create_task(spawn(2))
    c = job("late", 0)
    try:
        group.create_task(c)
    except RuntimeError as error:
        print(error)


async def timed_out():
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as group:
                group.create_task(job("too slow", 1))
    except TimeoutError:
        print("timeout")


async def shown():
    async def fails(n):
        await asyncio.sleep(n / 1000)
        return 1 / 0

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(0))
            group.create_task(job("bystander", 1))
    except* ZeroDivisionError:
        traceback.print_exc()


async def main():
    for part in (
        succeed,
        one_fails,
        two_fail,
        body_fails,
        as_plain,
        nested,
        child_cancelled,
        group_cancelled,
        adds_later,
        timed_out,
        shown,
    ):
        print("--", part.__name__)
        await part()


asyncio.run(main())
