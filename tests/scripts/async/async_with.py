"""`async with`: what is entered and left, in which order, and with which exceptions."""

import asyncio


class Resource:
    def __init__(self, name, swallow=(), fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    async def __aenter__(self):
        print("enter", self.name)
        await asyncio.sleep(0)
        if self.fail == "enter":
            raise OSError(f"{self.name} will not open")
        return self.name.upper()

    async def __aexit__(self, kind, error, trace):
        print("exit", self.name, kind and kind.__name__, error, trace is not None)
        await asyncio.sleep(0)
        if self.fail == "exit":
            raise RuntimeError(f"{self.name} will not close")
        return isinstance(error, tuple(self.swallow))


async def plain():
    async with Resource("a") as a, Resource("b") as b:
        print("body", a, b)
    async with Resource("c"):
        pass


async def swallowed():
    async with Resource("outer", [ValueError]):
        async with Resource("inner"):
            raise ValueError("oops")
        print("not reached")
    print("reached")


async def through():
    async with Resource("outer"):
        raise KeyError("gone")


async def enter_fails():
    async with Resource("first") as a, Resource("second", fail="enter") as b:
        print("not reached", a, b)


async def exit_fails():
    async with Resource("bad", fail="exit"):
        raise ValueError("first")


async def leaves(how):
    for i in range(3):
        async with Resource(f"{how} {i}"):
            if how == "break" and i == 1:
                break
            if how == "continue":
                continue
            if how == "return":
                return i
    else:
        print("else")
    return "end"


async def both():
    with open_now("sync"):
        async with Resource("async"):
            print("both")


class open_now:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)

    def __exit__(self, *exc):
        print("exit", self.name)


class OnlySync:
    def __enter__(self):
        pass

    def __exit__(self, *exc):
        pass


class NotAwaitable:
    def __aenter__(self):
        return 1

    async def __aexit__(self, *exc):
        pass


class ExitNotAwaitable:
    async def __aenter__(self):
        return 1

    def __aexit__(self, *exc):
        return True


class NoExit:
    async def __aenter__(self):
        return 1


async def wrong(manager):
    async with manager:
        print("inside")


async def main():
    await plain()
    await swallowed()
    for fails in (through, enter_fails, exit_fails):
        try:
            await fails()
        except Exception as error:
            print(fails.__name__, repr(error), repr(error.__context__))
    for how in ("break", "continue", "return"):
        print(await leaves(how))
    await both()
    for manager in (OnlySync(), NotAwaitable(), ExitNotAwaitable(), NoExit(), 5):
        try:
            await wrong(manager)
        except TypeError as error:
            print(error)


asyncio.run(main())
