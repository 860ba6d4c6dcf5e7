# exit: 1
"""Exceptions of all kinds on their way out of asyncio.run."""

import asyncio


async def fails(error):
    await asyncio.sleep(0)
    raise error


async def cleans():
    try:
        await asyncio.sleep(10)
    finally:
        print("cleaned")


async def main(error):
    asyncio.create_task(cleans())
    await fails(error)


for error in (ValueError("v"), KeyboardInterrupt(), SystemExit(4), GeneratorExit(), StopAsyncIteration("s")):
    try:
        asyncio.run(main(error))
    except BaseException as caught:
        print(repr(caught), caught is error)
try:
    asyncio.run(main(StopIteration(1)))
except RuntimeError as caught:
    print(repr(caught), repr(caught.__cause__))
asyncio.run(main(OSError(2, "no such thing")))
