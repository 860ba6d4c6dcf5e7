"""The examples of the documentation of asyncio, with shorter waits."""

import asyncio, time
from contextlib import asynccontextmanager
async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)
async def main():
    await say_after(0.01, 'hello'); await say_after(0.02, 'world')
    task1 = asyncio.create_task(say_after(0.01, 'hello'))
    task2 = asyncio.create_task(say_after(0.02, 'world'))
    await task1; await task2
    async with asyncio.TaskGroup() as tg:
        tg.create_task(say_after(0.01, 'hello')); tg.create_task(say_after(0.02, 'world'))
    print("done")
asyncio.run(main())
async def factorial(name, number):
    f = 1
    for i in range(2, number + 1):
        print(f"Task {name}: Compute factorial({number}), currently i={i}...")
        await asyncio.sleep(0.01)
        f *= i
    print(f"Task {name}: factorial({number}) = {f}")
    return f
async def m2():
    L = await asyncio.gather(factorial("A", 2), factorial("B", 3), factorial("C", 4))
    print(L)
asyncio.run(m2())
async def eternity():
    await asyncio.sleep(3600); print('yay!')
async def m3():
    try: await asyncio.wait_for(eternity(), timeout=0.01)
    except TimeoutError: print('timeout!')
asyncio.run(m3())
async def cancel_me():
    print('cancel_me(): before sleep')
    try: await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print('cancel_me(): cancel sleep'); raise
    finally: print('cancel_me(): after sleep')
async def m4():
    task = asyncio.create_task(cancel_me())
    await asyncio.sleep(0.01)
    task.cancel()
    try: await task
    except asyncio.CancelledError: print("main(): cancel_me is cancelled now")
asyncio.run(m4())
def blocking_io():
    time.sleep(0.01); return 'io'
async def m5():
    print('start')
    await asyncio.gather(asyncio.to_thread(blocking_io), asyncio.sleep(0.01))
    print('end')
asyncio.run(m5())
async def set_after(fut, delay, value):
    await asyncio.sleep(delay); fut.set_result(value)
async def m6():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    loop.create_task(set_after(fut, 0.01, '... world'))
    print('hello ...'); print(await fut)
asyncio.run(m6())
async def waiter(event):
    print('waiting for it ...'); await event.wait(); print('... got it!')
async def m7():
    event = asyncio.Event()
    waiter_task = asyncio.create_task(waiter(event))
    await asyncio.sleep(0.01); event.set(); await waiter_task
asyncio.run(m7())
async def worker(name, queue):
    while True:
        sleep_for = await queue.get()
        await asyncio.sleep(sleep_for)
        queue.task_done()
        print(f'{name} has slept for {sleep_for:.2f} seconds')
async def m8():
    queue = asyncio.Queue()
    for i in range(6): queue.put_nowait(0.05 * (i + 1))
    tasks = [asyncio.create_task(worker(f'worker-{i}', queue)) for i in range(3)]
    await queue.join()
    for task in tasks: task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print('====')
asyncio.run(m8())
class TerminateTaskGroup(Exception):
    """Exception raised to terminate a task group."""
async def force_terminate_task_group():
    raise TerminateTaskGroup()
async def job(task_id, sleep_time):
    print(f'Task {task_id}: start')
    await asyncio.sleep(sleep_time)
    print(f'Task {task_id}: done')
async def m9():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job(1, 0.005)); group.create_task(job(2, 0.5))
            await asyncio.sleep(0.05)
            group.create_task(force_terminate_task_group())
    except* TerminateTaskGroup: pass
asyncio.run(m9())
def hello_world(loop):
    print('Hello World'); loop.stop()
loop = asyncio.new_event_loop()
loop.call_soon(hello_world, loop)
try: loop.run_forever()
finally: loop.close()
def display(end_time, loop):
    if (loop.time() + 0.01) < end_time: loop.call_later(0.01, display, end_time, loop)
    else: print('tick'); loop.stop()
loop = asyncio.new_event_loop()
loop.call_soon(display, loop.time() + 0.035, loop)
loop.run_forever(); loop.close()
