# exit: 1
"""Tracebacks through awaits, generators, managers and comprehensions."""

import asyncio
import sys
import traceback


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return False


async def divide(a, b):
    await asyncio.sleep(0)
    return a / b


async def items():
    yield 1
    yield await divide(1, 0)


async def in_a_manager():
    async with Manager() as m:
        await asyncio.sleep(0)
        m.missing


async def in_a_loop():
    async for item in items():
        print("item", item)


async def in_a_comprehension():
    return [x + await divide(x, x) for x in (2, 1, 0)]


async def in_an_expression():
    return 1 + (await divide(3, 1) +
                await divide(4, 0))


async def with_a_cause():
    try:
        await divide(1, 0)
    except ZeroDivisionError as error:
        raise ValueError("no result") from error


async def with_a_context():
    try:
        await in_a_manager()
    finally:
        await divide(0, 0)


async def chain():
    await asyncio.gather(in_a_loop())


async def in_a_task():
    await asyncio.create_task(in_an_expression(), name="the task")


async def late():
    await asyncio.wait_for(asyncio.sleep(5), 0.001)


async def main():
    for fails in (
        in_a_manager,
        in_a_loop,
        in_a_comprehension,
        in_an_expression,
        with_a_cause,
        with_a_context,
        chain,
        in_a_task,
        late,
    ):
        try:
            await fails()
        except Exception:
            traceback.print_exc()
    await with_a_cause()


asyncio.run(main())
