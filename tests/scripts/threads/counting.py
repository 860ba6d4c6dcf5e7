import threading

print(threading.active_count(), [thread.name for thread in threading.enumerate()])
gate = threading.Event()
threads = [threading.Thread(target=gate.wait, name=f"waiter-{n}") for n in range(3)]
for thread in threads:
    thread.start()
print(threading.active_count(), [thread.name for thread in threading.enumerate()])
print([thread.is_alive() for thread in threads], len({thread.ident for thread in threads}))
gate.set()
for thread in threads:
    thread.join()
print(
    threading.active_count(),
    [thread.is_alive() for thread in threads],
    threading.current_thread() in threading.enumerate(),
)
slow = threading.Event()
thread = threading.Thread(target=slow.wait)
thread.start()
print(thread.join(timeout=0.01), thread.is_alive(), thread.join(0), thread.is_alive())
slow.set()
thread.join()
print(
    thread.is_alive(),
    threading.get_ident() == threading.current_thread().ident,
    threading.main_thread().ident == threading.get_ident(),
)


def nested(depth):
    if depth:
        child = threading.Thread(target=nested, args=(depth - 1,))
        child.start()
        child.join()
        depths.append((depth, child.is_alive()))


depths = []
nested(5)
print(depths)
