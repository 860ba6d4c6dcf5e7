"""From tutorials: counting, chained coroutines, a queue of items."""

import asyncio, random, time
async def count():
    print("One"); await asyncio.sleep(0.1); print("Two")
async def m1():
    await asyncio.gather(count(), count(), count())
s = time.perf_counter()
asyncio.run(m1())
print(time.perf_counter() - s >= 0.1)
c = ("\033[0m", "\033[36m")
async def makerandom(idx, threshold=6):
    i = random.randint(0, 10)
    while i <= threshold:
        await asyncio.sleep(0)
        i = random.randint(0, 10)
    return i
async def m2():
    res = await asyncio.gather(*(makerandom(i, 10 - i - 1) for i in range(3)))
    return res
random.seed(444)
r1, r2, r3 = asyncio.run(m2())
print(len([r1, r2, r3]))
async def part1(n):
    i = n / 100
    await asyncio.sleep(i)
    return f"result{n}-1"
async def part2(n, arg):
    await asyncio.sleep(0.001)
    return f"result{n}-2 derived from {arg}"
async def chain(n):
    p1 = await part1(n); p2 = await part2(n, p1)
    print(f"-->Chained result{n} => {p2}.")
asyncio.run(asyncio.wait_for(asyncio.sleep(0), 1))
async def m3(*args): await asyncio.gather(*(chain(n) for n in args))
asyncio.run(m3(3, 2, 1))
async def makeitem(size=5): return 'ab' * size
async def produce(name, q):
    for _ in range(2):
        await asyncio.sleep(0.001 * (name + 1))
        i = await makeitem()
        await q.put((i, name))
        print(f"Producer {name} added <{i}> to queue.")
async def consume(name, q):
    while True:
        await asyncio.sleep(0.001)
        i, t = await q.get()
        print(f"Consumer got element <{i}> from {t}")
        q.task_done()
async def m4(nprod, ncon):
    q = asyncio.Queue()
    producers = [asyncio.create_task(produce(n, q)) for n in range(nprod)]
    consumers = [asyncio.create_task(consume(n, q)) for n in range(ncon)]
    await asyncio.gather(*producers)
    await q.join()
    for c in consumers: c.cancel()
asyncio.run(m4(1, 1))
async def mygen(u=10):
    i = 0
    while i < u:
        yield 2 ** i
        i += 1
        await asyncio.sleep(0)
async def m5():
    g = [i async for i in mygen()]
    f = [j async for j in mygen() if not (j // 3 % 5)]
    return g, f
print(asyncio.run(m5()))
