# output: times-differ
# seconds: 1
"""A web server as it is deployed: four processes, each with an event loop and a pool of threads.

The processes take requests from one queue, as the workers of `uvicorn --workers 4` take connections
from one socket. In each, the event loop awaits what a request waits for (the database: here a sleep),
so that many requests are under way at once; what a request computes goes to the pool, so that the
loop can go on. The threads of a process share its GIL; the processes share none.

Look for: how many requests there are a second with 1, 2 and 4 processes.
Try:      gilscope run --clock virtual --stats programs/server.py
          gilscope run --clock virtual --cores 2 programs/server.py     (two cores for four GILs)
          gilscope run --clock virtual --process-start 95ms programs/server.py
"""

import asyncio
import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor

REQUESTS = 32
DATABASE_TIME = 0.01
ROWS = 3_000


def render(request):
    """What a request computes: it keeps the GIL of its process."""
    total = 0
    for row in range(ROWS):
        total += request * row % 7
    return total


async def handle(request, pool):
    await asyncio.sleep(DATABASE_TIME)
    return await asyncio.get_running_loop().run_in_executor(pool, render, request)


async def serve(requests, answers):
    loop = asyncio.get_running_loop()
    tasks = []
    with ThreadPoolExecutor(1) as acceptor, ThreadPoolExecutor(4) as pool:
        while True:
            request = await loop.run_in_executor(acceptor, requests.get)
            if request is None:
                break
            tasks.append(loop.create_task(handle(request, pool)))
        for total in await asyncio.gather(*tasks):
            answers.put(total)


def worker(requests, answers):
    asyncio.run(serve(requests, answers))


def measure(processes):
    requests, answers = multiprocessing.Queue(), multiprocessing.SimpleQueue()
    workers = [
        multiprocessing.Process(target=worker, args=(requests, answers), name=f"worker-{number}")
        for number in range(processes)
    ]
    start = time.perf_counter()
    for process in workers:
        process.start()
    for request in range(REQUESTS):
        requests.put(request)
    for _ in workers:
        requests.put(None)
    total = sum(answers.get() for _ in range(REQUESTS))
    for process in workers:
        process.join()
    seconds = time.perf_counter() - start
    print(f"{processes} processes: {REQUESTS} requests in {seconds:.3f} s, checksum {total}")


if __name__ == "__main__":
    for count in (1, 2, 4):
        measure(count)
