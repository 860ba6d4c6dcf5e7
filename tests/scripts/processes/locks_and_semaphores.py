"""Locks, semaphores and a condition that several processes share."""

import time
from multiprocessing import (
    BoundedSemaphore, Condition, Event, Lock, Process, RLock, Semaphore, SimpleQueue, Value,
)


def deposit(lock, balance, amount):
    for _ in range(50):
        lock.acquire()
        now = balance.value
        balance.value = now + amount
        lock.release()


def nested(lock, queue):
    with lock:
        with lock:
            queue.put(repr(lock).startswith("<RLock(nested"))


def visit(semaphore, inside, most):
    with semaphore:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
        time.sleep(0.02)
        with inside.get_lock():
            inside.value -= 1


def wait_for_turn(condition, turn, me, queue):
    with condition:
        condition.wait_for(lambda: turn.value == me)
        queue.put(me)
        turn.value += 1
        condition.notify_all()


def wait_for_start(event, queue):
    queue.put(event.wait(0.01))
    queue.put(event.wait())


def run(target, *all_args):
    processes = [Process(target=target, args=args) for args in all_args]
    for process in processes:
        process.start()
    return processes


def join(processes):
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


if __name__ == "__main__":
    lock, balance, queue = Lock(), Value("i", 0, lock=False), SimpleQueue()
    print(join(run(deposit, (lock, balance, 1), (lock, balance, 10))), balance.value, lock)
    reentrant = RLock()
    processes = [Process(target=nested, args=(reentrant, queue), name="nested")]
    processes[0].start()
    print(join(processes), queue.get(), reentrant)
    inside, most = Value("i", 0), Value("i", 0)
    semaphore = Semaphore(2)
    join(run(visit, *[(semaphore, inside, most)] * 5))
    print(most.value <= 2, inside.value, semaphore, semaphore.get_value())
    condition, turn = Condition(), Value("i", 0)
    join(run(wait_for_turn, *[(condition, turn, me, queue) for me in (2, 0, 1)]))
    print([queue.get() for _ in range(3)], condition)
    event = Event()
    processes = run(wait_for_start, (event, queue))
    print(queue.get())
    event.set()
    print(queue.get(), event.is_set(), join(processes))
    event.clear()
    print(event.is_set(), event.wait(0.01))
    print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01), lock)
    lock.release()
    for wrong in [
        lock.release, RLock().release, BoundedSemaphore(1).release, Condition().notify,
        Condition().wait, lambda: Semaphore(-1),
    ]:
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
