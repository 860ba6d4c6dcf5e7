# `multiprocessing.dummy`: the names of `multiprocessing`, with threads.

import threading
from queue import Queue
from threading import (
    Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore, current_thread,
)

JoinableQueue = Queue
current_process = current_thread


class DummyProcess(threading.Thread):
    @property
    def exitcode(self):
        return None if not self.ident or self.is_alive() else 0


Process = DummyProcess


def Pool(processes=None, initializer=None, initargs=()):
    from multiprocessing.pool import ThreadPool

    return ThreadPool(processes, initializer, initargs)


def freeze_support():
    pass
