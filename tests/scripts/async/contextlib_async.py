"""contextlib for coroutines: asynccontextmanager, aclosing, the two exit stacks."""

import asyncio
from contextlib import AsyncExitStack, ExitStack, aclosing, asynccontextmanager, contextmanager, nullcontext


@asynccontextmanager
async def resource(name):
    print("open", name)
    await asyncio.sleep(0)
    try:
        yield name.upper()
    except ValueError as error:
        print("swallows", error)
    finally:
        await asyncio.sleep(0)
        print("close", name)


@asynccontextmanager
async def yields_twice():
    yield 1
    yield 2


@asynccontextmanager
async def yields_never():
    if False:
        yield


@asynccontextmanager
async def changes():
    try:
        yield
    except KeyError as error:
        raise LookupError("changed") from error


@resource("decorated")
async def job(n):
    print("job", n)
    return n


@contextmanager
def sync(name):
    print("enter", name)
    try:
        yield name
    finally:
        print("exit", name)


async def numbers():
    try:
        for i in range(10):
            yield i
    finally:
        await asyncio.sleep(0)
        print("numbers closed")


async def fails(name):
    print("callback", name)
    raise OSError(name)


async def main():
    async with resource("a") as a, resource("b") as b:
        print(a, b)
    async with resource("c"):
        raise ValueError("oops")
    try:
        async with resource("d"):
            raise KeyError("through")
    except KeyError as error:
        print(repr(error))
    for wrong in (yields_twice, yields_never):
        try:
            async with wrong():
                pass
        except RuntimeError as error:
            print(error)
    try:
        async with yields_twice():
            raise KeyError
    except KeyError as error:
        print(repr(error))
    try:
        async with changes():
            raise KeyError("k")
    except LookupError as error:
        print(repr(error), repr(error.__cause__))
    try:
        async with resource("e"):
            raise StopAsyncIteration("stop")
    except StopAsyncIteration as error:
        print(repr(error))
    print(await job(1), await job(2), job.__name__)

    async with aclosing(numbers()) as stream:
        async for n in stream:
            if n == 2:
                break
    print("after the break")

    async with AsyncExitStack() as stack:
        names = [await stack.enter_async_context(resource(n)) for n in "xy"]
        names.append(stack.enter_context(sync("z")))
        stack.push_async_callback(asyncio.sleep, 0)
        stack.callback(print, "called back", end="!\n")
        print(names)
    try:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(fails, "first")
            stack.push_async_callback(fails, "second")
            raise KeyError("body")
    except OSError as error:
        while error:
            print(repr(error))
            error = error.__context__
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(resource("w"))
        raise ValueError("swallowed")
    stack = AsyncExitStack()
    await stack.enter_async_context(resource("moved"))
    other = stack.pop_all()
    await stack.aclose()
    print("nothing closed yet")
    await other.aclose()
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(5)
    except TypeError as error:
        print(error)
    async with nullcontext("null") as value:
        print(value)


with ExitStack() as stack:
    for name in "pq":
        stack.enter_context(sync(name))
    stack.callback(print, "callback")
    stack.push(lambda *details: print("details", details[0]) or True)
    raise LookupError("gone")
try:
    with ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        raise ValueError("body")
except ZeroDivisionError as error:
    print(repr(error), repr(error.__context__))
asyncio.run(main())
