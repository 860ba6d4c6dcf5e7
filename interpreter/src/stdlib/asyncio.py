# `asyncio`

from asyncio.exceptions import (
    BrokenBarrierError,
    CancelledError,
    IncompleteReadError,
    InvalidStateError,
    LimitOverrunError,
    SendfileNotAvailableError,
    TimeoutError,
)
from asyncio.events import (
    AbstractEventLoop,
    Handle,
    TimerHandle,
    _get_running_loop,
    _set_running_loop,
    get_event_loop,
    get_running_loop,
    new_event_loop,
    set_event_loop,
)
from asyncio.futures import Future, isfuture, wrap_future
from asyncio.tasks import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    Task,
    all_tasks,
    as_completed,
    create_eager_task_factory,
    create_task,
    current_task,
    eager_task_factory,
    ensure_future,
    gather,
    iscoroutine,
    iscoroutinefunction,
    run_coroutine_threadsafe,
    shield,
    sleep,
    to_thread,
    wait,
    wait_for,
)
from asyncio.locks import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore
from asyncio.queues import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, QueueShutDown
from asyncio.timeouts import Timeout, timeout, timeout_at
from asyncio.taskgroups import TaskGroup
from asyncio.base_events import BaseEventLoop, SelectorEventLoop, _no_network
from asyncio.runners import Runner, run

EventLoop = SelectorEventLoop
to_thread.__module__ = "asyncio.threads"


def open_connection(*args, **kwargs):
    _no_network("asyncio.open_connection()")


def start_server(*args, **kwargs):
    _no_network("asyncio.start_server()")


def open_unix_connection(*args, **kwargs):
    _no_network("asyncio.open_unix_connection()")


def start_unix_server(*args, **kwargs):
    _no_network("asyncio.start_unix_server()")


def create_subprocess_exec(*args, **kwargs):
    _unsupported("`asyncio.create_subprocess_exec()` (other programs)")


def create_subprocess_shell(*args, **kwargs):
    _unsupported("`asyncio.create_subprocess_shell()` (other programs)")
