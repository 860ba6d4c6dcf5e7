# `_thread`: threads without objects, and locks.
import _thread
import threading
import time

lock = _thread.allocate_lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01))
lock.release()
with lock:
    print("in", lock.locked())
try:
    lock.release()
except RuntimeError as error:
    print(error, _thread.error is RuntimeError)

done = [_thread.allocate_lock() for _ in range(3)]
results = []


def work(number, factor=1):
    with lock:
        results.append(number * factor)
    done[number].release()


for number in range(3):
    done[number].acquire()
    _thread.start_new_thread(work, (number,), {"factor": 10})
for gate in done:
    gate.acquire()
print(sorted(results))


def leaves():
    gate.release()
    _thread.exit()
    print("never")


def asks():
    me = threading.current_thread()
    print(type(me).__name__, me.daemon, me.ident == _thread.get_ident(), me.is_alive())
    gate.release()


_thread.start_new_thread(leaves, ())
gate.acquire()
_thread.start_new_thread(asks, ())
gate.acquire()
for arguments in ((1, ()), (work, [1]), (work, (1,), 3)):
    try:
        _thread.start_new_thread(*arguments)
    except TypeError as error:
        print(error)
print(type(lock) is _thread.LockType, _thread.get_ident() == threading.main_thread().ident)


def forever():
    while True:
        time.sleep(0.01)


_thread.start_new_thread(forever, ())
print("nobody waits for it")
