"""In which order tasks, callbacks and timers run."""

import asyncio


async def steps(name, count):
    for i in range(count):
        print(name, i)
        await asyncio.sleep(0)
    return name


async def main():
    loop = asyncio.get_running_loop()
    a = asyncio.create_task(steps("a", 3), name="first")
    b = asyncio.create_task(steps("b", 2))
    loop.call_soon(print, "soon", 1)
    a.add_done_callback(lambda t: print("a is done", t.result()))
    print("main goes on")
    print(await a, await b)
    print(a.get_name(), a.done(), a.cancelled(), a.exception(), a.result())

    print("-- a coroutine is no task")
    c = steps("c", 1)
    await asyncio.sleep(0.001)
    print("c has not begun")
    await c

    print("-- timers")
    order = []
    loop.call_later(0.02, order.append, "late")
    loop.call_later(0.01, order.append, "early")
    loop.call_at(loop.time() + 0.015, order.append, "middle")
    cancelled = loop.call_later(0.005, order.append, "never")
    cancelled.cancel()
    await asyncio.sleep(0.03)
    print(order, cancelled.cancelled())

    print("-- callbacks of a future")
    f = loop.create_future()
    for n in range(3):
        f.add_done_callback(lambda f, n=n: print("callback", n, f.result()))
    removed = lambda f: print("never")
    f.add_done_callback(removed)
    f.add_done_callback(removed)
    print(f.remove_done_callback(removed))
    f.set_result("set")
    print("set, not called yet")
    await f
    print("an await on what is done does not wait")
    await asyncio.sleep(0)
    f.add_done_callback(lambda f: print("too late, yet called"))
    await asyncio.sleep(0)

    print("-- soon, in a soon")

    def first():
        print("first")
        loop.call_soon(lambda: print("third"))

    loop.call_soon(first)
    loop.call_soon(lambda: print("second"))
    await asyncio.sleep(0)
    print("between")
    await asyncio.sleep(0)

    print("-- current_task, all_tasks")
    print(asyncio.current_task().get_name() != "", asyncio.current_task() in asyncio.all_tasks())
    extra = asyncio.create_task(asyncio.sleep(0.001), name="extra")
    print(sorted(t.get_name() for t in asyncio.all_tasks() if t is not asyncio.current_task()))
    await extra
    print(len(asyncio.all_tasks()))

    print("-- nested tasks")

    async def parent(depth):
        print("depth", depth)
        if depth < 3:
            child = asyncio.create_task(parent(depth + 1))
            print("made a child at", depth)
            await child
        print("back at", depth)

    await parent(0)
    print("-- a task without await")
    t = asyncio.create_task(steps("free", 2))
    await asyncio.sleep(0)
    print("half way")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(t.done())


asyncio.run(main())
