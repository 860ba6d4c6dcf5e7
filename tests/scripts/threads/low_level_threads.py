"""Threads of the module _thread."""
import _thread
import time

lock = _thread.allocate_lock()
done = _thread.allocate_lock()
done.acquire()
results = []


def work(name, times, step=1):
    for n in range(0, times, step):
        with lock:
            results.append((name, n))
    with lock:
        results.append((name, "end"))
        last = sum(1 for _, n in results if n == "end") == 2
    if last:
        done.release()


print(isinstance(_thread.start_new_thread(work, ("a", 3)), int))
_thread.start_new_thread(work, ("b", 6), {"step": 2})
done.acquire()
print(sorted(results, key=str), lock.locked(), _thread.get_ident() > 0)
print(isinstance(lock, _thread.LockType), _thread.error is RuntimeError)
for wrong in (lambda: _thread.start_new_thread(1, ()), lambda: _thread.start_new_thread(work, [])):
    try:
        wrong()
    except TypeError as error:
        print(error)


def leaves():
    results.clear()
    done.release()
    _thread.exit()


_thread.start_new_thread(leaves, ())
done.acquire()
time.sleep(0.02)
print(results)
try:
    lock.release()
except RuntimeError as error:
    print(error)
