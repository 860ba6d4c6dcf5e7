import concurrent.futures
import concurrent.futures as cf
import threading
import time
from concurrent import futures
from concurrent.futures import (
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    CancelledError,
    Future,
    InvalidStateError,
    ThreadPoolExecutor,
    as_completed,
)

print(cf is concurrent.futures, futures is cf, cf.ThreadPoolExecutor is ThreadPoolExecutor)


def square(n):
    time.sleep(0.1 * n)
    return n * n


with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(square, [3, 1, 2])))
    jobs = {pool.submit(square, n): n for n in (4, 1, 2)}
    for job in as_completed(jobs):
        print(jobs[job], job.result(), job.done(), job.running(), job.cancelled())

try:
    pool.submit(square, 1)
except RuntimeError as error:
    print(error)


def bad():
    raise ValueError("bad job")


with ThreadPoolExecutor(1) as pool:
    job = pool.submit(bad)
    print(repr(job.exception()))
    try:
        job.result()
    except ValueError as error:
        print("caught", error)
    print(repr(job).split("state=")[1])

with ThreadPoolExecutor(2) as pool:
    gate = threading.Event()
    slow = pool.submit(gate.wait)
    quick = pool.submit(square, 1)
    done, not_done = cf.wait([slow, quick], return_when=FIRST_COMPLETED)
    print(done == {quick}, not_done == {slow})
    done, not_done = cf.wait([slow, quick], timeout=0.01)
    print(len(done), len(not_done))
    try:
        slow.result(timeout=0.01)
    except TimeoutError as error:
        print("timeout", repr(error), cf.TimeoutError is TimeoutError)
    gate.set()
    result = cf.wait([slow, quick])
    print(len(result.done), len(result.not_done))
    job = pool.submit(bad)
    gate.clear()
    other = pool.submit(gate.wait)
    done, not_done = cf.wait([job, other], return_when=FIRST_EXCEPTION)
    print(done == {job}, not_done == {other})
    gate.set()

with ThreadPoolExecutor(1, thread_name_prefix="worker") as pool:
    begun = threading.Event()
    gate = threading.Event()
    first = pool.submit(lambda: (begun.set(), gate.wait(), threading.current_thread().name)[2])
    second = pool.submit(square, 2)
    begun.wait()
    print(first.running(), first.cancel(), second.cancel(), second.cancelled(), second.cancel())
    gate.set()
    print(first.result())
    try:
        second.result()
    except CancelledError as error:
        print("cancelled", repr(error))
    pool.shutdown(wait=True, cancel_futures=True)

future = Future()
future.add_done_callback(lambda f: print("done:", f.result()))
print(repr(future).split("state=")[1], future.set_running_or_notify_cancel())
print(repr(future).split("state=")[1])
future.set_result(41)
future.add_done_callback(lambda f: print("at once:", f.result()))
try:
    future.set_result(42)
except InvalidStateError as error:
    print(str(error).split(":")[0], "state=" + str(error).split("state=")[1])

for arguments in ({"max_workers": 0}, {"initializer": 3}):
    try:
        ThreadPoolExecutor(**arguments)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)

local = threading.local()


def begin(name):
    local.name = name


with ThreadPoolExecutor(2, initializer=begin, initargs=("ready",)) as pool:
    print(list(pool.map(lambda n: (n, local.name), range(4))))
    print(list(pool.map(pow, [2, 3, 4], [5, 2])))
    gate = threading.Event()
    results = pool.map(lambda n: n == 1 or gate.wait(), [1, 20], timeout=0.5)
    try:
        for result in results:
            print(result)
    except TimeoutError:
        print("map timed out")
    gate.set()

names = set()
with ThreadPoolExecutor(4) as pool:
    for _ in range(3):
        pool.submit(lambda: names.add(threading.current_thread().name)).result()
print(len(names), threading.active_count())
try:
    as_completed([Future()], timeout=0.01).__next__()
except TimeoutError as error:
    print(error)
print(cf.BrokenExecutor.__mro__[1], issubclass(cf.ThreadPoolExecutor, cf.Executor), cf.CancelledError)

pool = ThreadPoolExecutor(2)
print(pool.submit(pow, 2, 10).result(), "and the pool is left open")
