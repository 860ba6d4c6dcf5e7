import time

start = time.perf_counter()
monotonic = time.monotonic()
wall = time.time()
time.sleep(0.05)
elapsed = time.perf_counter() - start
print(
    0.05 <= elapsed,
    0.05 <= time.monotonic() - monotonic + 0.001,
    time.time() > wall,
    wall > 1_000_000_000,
)
print(
    type(start).__name__,
    type(wall).__name__,
    type(time.perf_counter_ns()).__name__,
    type(time.monotonic_ns()).__name__,
    type(time.time_ns()).__name__,
    type(time.process_time()).__name__,
)
print(time.sleep(0), time.sleep(0.0), time.perf_counter() >= start, time.perf_counter_ns() > 0)
for bad in (-1, "1", None):
    try:
        time.sleep(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", error)
before = time.process_time()
for _ in range(1000):
    pass
print(time.process_time() >= before, time.thread_time() >= 0)
