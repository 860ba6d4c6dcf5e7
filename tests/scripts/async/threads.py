"""Threads beside the loop: to_thread, executors, and loops in other threads."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def blocking(n):
    time.sleep(0.01)
    return n * n, threading.current_thread() is threading.main_thread()


async def in_threads():
    print(await asyncio.to_thread(blocking, 3))
    print(await asyncio.gather(*(asyncio.to_thread(blocking, n) for n in range(4))))
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, blocking, 5))
    with ThreadPoolExecutor(2, thread_name_prefix="mine") as pool:
        name = await loop.run_in_executor(pool, lambda: threading.current_thread().name)
        print(name)
    try:
        await asyncio.to_thread(int, "x")
    except ValueError as error:
        print(error)


async def the_loop_goes_on():
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    t = asyncio.create_task(tick())
    await asyncio.to_thread(time.sleep, 0.3)
    free = ticks
    ticks = 0
    time.sleep(0.05)
    blocked = ticks
    t.cancel()
    print("in a thread:", free > 1, "in the loop:", blocked)


def in_another_thread():
    loop = asyncio.new_event_loop()

    def run():
        asyncio.set_event_loop(loop)
        loop.run_forever()
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()

    async def work(n):
        await asyncio.sleep(0.001)
        if n < 0:
            raise ValueError("negative")
        return n, threading.current_thread() is thread

    future = asyncio.run_coroutine_threadsafe(work(1), loop)
    print(future.result(timeout=5))
    futures = [asyncio.run_coroutine_threadsafe(work(n), loop) for n in range(3)]
    print([f.result() for f in futures])
    try:
        asyncio.run_coroutine_threadsafe(work(-1), loop).result()
    except ValueError as error:
        print(error)
    never = asyncio.run_coroutine_threadsafe(asyncio.sleep(60), loop)
    print(never.cancel(), never.cancelled())
    try:
        asyncio.run_coroutine_threadsafe(5, loop)
    except TypeError as error:
        print(error)
    called = threading.Event()
    loop.call_soon_threadsafe(called.set)
    print(called.wait(5))
    time.sleep(0.01)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    print(loop.is_closed())


def no_loop_here():
    for ask in (asyncio.get_running_loop, asyncio.get_event_loop):
        try:
            ask()
        except RuntimeError as error:
            print(error)


def one_loop_a_thread():
    results = {}

    async def main(n):
        await asyncio.sleep(n / 1000)
        return n

    def run(n):
        results[n] = asyncio.run(main(n))

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(sorted(results.items()))


asyncio.run(in_threads())
asyncio.run(the_loop_goes_on())
in_another_thread()
t = threading.Thread(target=no_loop_here, name="loopless")
t.start()
t.join()
one_loop_a_thread()
