"""Comprehensions that await, in all positions."""

import asyncio


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def double(x):
    await asyncio.sleep(0)
    return 2 * x


async def is_odd(x):
    return x % 2


async def main():
    print([i async for i in numbers(4)])
    print({i % 3 async for i in numbers(6)})
    print({i: i * i async for i in numbers(3)})
    print([await double(i) for i in range(4)])
    print({await double(i) for i in range(2)})
    print({await double(k): await double(-k) for k in range(3)})
    print([i async for i in numbers(6) if await is_odd(i)])
    print([i for i in range(6) if await is_odd(i) if i > 1])
    print([(i, j) async for i in numbers(3) async for j in numbers(i)])
    print([(i, j) for i in range(3) async for j in numbers(i)])
    print([[await double(j) for j in range(i)] for i in range(4)])
    print([[j async for j in numbers(i)] for i in range(3)])
    print([x for x in await asyncio.gather(*[double(i) for i in range(3)])])
    print(sum([i async for i in numbers(5)]), max([await double(i) for i in (3, 1)]))

    g = (await double(i) for i in range(3))
    print(type(g).__name__, [x async for x in g])
    g = (i + 1 async for i in numbers(3))
    print(await anext(g), await anext(g), await anext(g), await anext(g, "no more"))

    n = 10
    print([n + i async for i in numbers(2)], [lambda: i async for i in numbers(3)][0]())
    print([y := i async for i in numbers(3)], y)
    try:
        [1 // i async for i in numbers(3)]
    except ZeroDivisionError as error:
        print(error)
    try:
        [i async for i in range(3)]
    except TypeError as error:
        print(error)


def in_a_function():
    """A generator expression may await anywhere."""
    return (i async for i in numbers(3))


async def use():
    return [x async for x in in_a_function()]


asyncio.run(main())
print(asyncio.run(use()))
