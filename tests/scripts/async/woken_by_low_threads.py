# Threads of `_thread`, which `threading` does not count, wake a loop that sleeps.
import _thread
import asyncio
import time


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    for turn in range(5):
        done = asyncio.Event()

        def work():
            time.sleep(0.01)
            loop.call_soon_threadsafe(done.set)

        _thread.start_new_thread(work, ())
        late = loop.call_later(30, print, "too late")
        await done.wait()
        late.cancel()
    print("woken in time:", loop.time() - began < 5)
    # A thread that ends at once after it has woken the loop.
    for turn in range(50):
        await asyncio.wait_for(asyncio.to_thread(int), 30)
    print("all in time:", loop.time() - began < 5)


asyncio.run(main())
