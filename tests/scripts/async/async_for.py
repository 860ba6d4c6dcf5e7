"""`async for` over iterators of all kinds."""

import asyncio


class Countdown:
    def __init__(self, start, fail_at=None):
        self.left, self.fail_at = start, fail_at

    def __aiter__(self):
        return self

    async def __anext__(self):
        await asyncio.sleep(0)
        if self.left == self.fail_at:
            raise ValueError(f"at {self.left}")
        if self.left <= 0:
            raise StopAsyncIteration
        self.left -= 1
        return self.left


class Fresh:
    """A new iterator each time."""

    def __aiter__(self):
        print("new")
        return Countdown(2)


async def search(limit):
    async for number in Countdown(5):
        if number == limit:
            print("found", number)
            break
        if number % 2:
            continue
        print("even", number)
    else:
        print("nothing found")


async def nested():
    async for a in Fresh():
        async for b in Fresh():
            for c in "xy":
                print(a, b, c)
            if b == 1:
                continue


async def returns():
    async for number in Countdown(10):
        try:
            if number == 7:
                return number
        finally:
            print("finally", number)


async def unpacks(pairs):
    async for key, (value, *rest) in pairs():
        print(key, value, rest)


async def pairs():
    yield "a", (1, 2, 3)
    yield "b", (4,)
    yield "c", 5


class ReturnsInt:
    def __aiter__(self):
        return 5


class NextIsInt:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


class AsyncAiter:
    async def __aiter__(self):
        return self


class StopsWithStop:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopIteration


async def loop(over):
    async for item in over:
        print(item)


async def main():
    await search(3)
    await search(2)
    await search(99)
    await nested()
    print(await returns())
    try:
        await unpacks(pairs)
    except TypeError as error:
        print(error)
    try:
        await loop(Countdown(3, fail_at=1))
    except ValueError as error:
        print(repr(error), error.__context__)
    for over in ([1, 2], 7, ReturnsInt(), NextIsInt(), StopsWithStop()):
        try:
            await loop(over)
        except Exception as error:
            print(type(error).__name__, error)
    it = aiter(Countdown(2))
    print(await anext(it), await anext(it), await anext(it, "default"))
    try:
        await anext(it)
    except StopAsyncIteration as error:
        print(repr(error))
    for wrong in (lambda: aiter(3), lambda: anext(3), lambda: aiter(ReturnsInt())):
        try:
            wrong()
        except TypeError as error:
            print(error)


asyncio.run(main())
