# exit: 1
"""What is shown when nobody catches the group of a TaskGroup."""

import asyncio


async def divide(a, b):
    await asyncio.sleep(0)
    return a / b


async def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise LookupError("no number") from error


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(divide(1, 2))
        group.create_task(divide(1, 0))
        group.create_task(parse("x"))


asyncio.run(main())
