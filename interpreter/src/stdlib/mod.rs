//! The part of the standard library that is written in toy Python, compiled in.

/// Functions that the VM and the natives call by name: twins of natives, and what the VM leaves to
/// toy Python. Their frames do not appear in tracebacks.
pub const PRELUDE: &str = concat!(
    include_str!("prelude_core.py"),
    include_str!("prelude_dynamic.py"),
    include_str!("prelude_traceback.py"),
    include_str!("prelude_groups.py"),
    include_str!("prelude_text.py"),
    include_str!("prelude_containers.py"),
    include_str!("prelude_sets.py"),
    include_str!("prelude_sorting.py"),
    include_str!("prelude_modules.py"),
    include_str!("prelude_operators.py"),
    include_str!("prelude_session.py"),
);

/// Modules with a part in toy Python. A module may also have natives, named `math.sqrt`; they are
/// in its namespace before its text runs.
const MODULES: &[(&str, &str)] = &[
    ("asyncio", include_str!("asyncio.py")),
    (
        "asyncio.base_events",
        include_str!("asyncio_base_events.py"),
    ),
    ("asyncio.events", include_str!("asyncio_events.py")),
    ("asyncio.exceptions", include_str!("asyncio_exceptions.py")),
    ("asyncio.futures", include_str!("asyncio_futures.py")),
    ("asyncio.locks", include_str!("asyncio_locks.py")),
    ("asyncio.queues", include_str!("asyncio_queues.py")),
    ("asyncio.runners", include_str!("asyncio_runners.py")),
    ("asyncio.taskgroups", include_str!("asyncio_taskgroups.py")),
    ("asyncio.tasks", include_str!("asyncio_tasks.py")),
    ("asyncio.timeouts", include_str!("asyncio_timeouts.py")),
    ("bisect", include_str!("bisect.py")),
    ("collections", include_str!("collections.py")),
    ("collections.abc", include_str!("collections_abc.py")),
    ("concurrent", ""),
    ("concurrent.futures", include_str!("concurrent_futures.py")),
    (
        "concurrent.futures.process",
        include_str!("concurrent_futures_process.py"),
    ),
    (
        "concurrent.futures.thread",
        include_str!("concurrent_futures_thread.py"),
    ),
    ("contextlib", include_str!("contextlib.py")),
    ("contextvars", include_str!("contextvars.py")),
    ("copy", include_str!("copy.py")),
    ("dataclasses", include_str!("dataclasses.py")),
    ("enum", include_str!("enum.py")),
    ("functools", include_str!("functools.py")),
    ("heapq", include_str!("heapq.py")),
    ("io", include_str!("io.py")),
    ("itertools", include_str!("itertools.py")),
    ("logging", include_str!("logging.py")),
    ("math", include_str!("math.py")),
    ("multiprocessing", include_str!("multiprocessing.py")),
    (
        "multiprocessing.connection",
        include_str!("multiprocessing_connection.py"),
    ),
    (
        "multiprocessing.dummy",
        include_str!("multiprocessing_dummy.py"),
    ),
    (
        "multiprocessing.managers",
        include_str!("multiprocessing_managers.py"),
    ),
    (
        "multiprocessing.pool",
        include_str!("multiprocessing_pool.py"),
    ),
    (
        "multiprocessing.queues",
        include_str!("multiprocessing_queues.py"),
    ),
    (
        "multiprocessing.reduction",
        include_str!("multiprocessing_reduction.py"),
    ),
    (
        "multiprocessing.sharedctypes",
        include_str!("multiprocessing_sharedctypes.py"),
    ),
    (
        "multiprocessing.synchronize",
        include_str!("multiprocessing_synchronize.py"),
    ),
    ("operator", include_str!("operator.py")),
    ("pickle", include_str!("pickle.py")),
    ("queue", include_str!("queue.py")),
    ("random", include_str!("random.py")),
    ("re", include_str!("re.py")),
    ("statistics", include_str!("statistics.py")),
    ("string", include_str!("string.py")),
    ("sys", include_str!("sys.py")),
    ("threading", include_str!("threading.py")),
    ("timeit", include_str!("timeit.py")),
    ("traceback", include_str!("traceback.py")),
    ("json", include_str!("json.py")),
    ("os", include_str!("os.py")),
    ("os.path", include_str!("os_path.py")),
    ("textwrap", include_str!("textwrap.py")),
    ("gc", include_str!("gc.py")),
    ("weakref", include_str!("weakref.py")),
    ("_weak_proxies", include_str!("_weak_proxies.py")),
    ("hashlib", include_str!("hashlib.py")),
    ("_frames", include_str!("_frames.py")),
    ("_strptime", include_str!("_strptime.py")),
    ("_signatures", include_str!("_signatures.py")),
    ("_template", include_str!("_template.py")),
    ("_formatter", include_str!("_formatter.py")),
    ("errno", include_str!("errno.py")),
    ("importlib", include_str!("importlib.py")),
    ("keyword", include_str!("keyword.py")),
    ("atexit", include_str!("atexit.py")),
    ("sched", include_str!("sched.py")),
    ("fractions", include_str!("fractions.py")),
    ("dis", ""),
    ("_operator", ""),
    ("_collections_user", include_str!("_collections_user.py")),
    ("_heapq", ""),
    ("_bisect", ""),
    ("_thread", include_str!("_thread.py")),
    ("datetime", include_str!("datetime.py")),
    ("_datetime_spans", include_str!("_datetime_spans.py")),
    ("_datetime_iso", include_str!("_datetime_iso.py")),
    ("_strptime_read", include_str!("_strptime_read.py")),
    ("abc", include_str!("abc.py")),
    ("types", include_str!("types.py")),
    ("inspect", include_str!("inspect.py")),
    ("warnings", include_str!("warnings.py")),
    ("pprint", include_str!("pprint.py")),
    ("numbers", include_str!("numbers.py")),
    ("typing", include_str!("typing.py")),
    ("time", include_str!("time.py")),
];

/// The toy-Python text of a module, if it has any.
pub fn source(name: &str) -> Option<&'static str> {
    MODULES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// Names of all modules that have one, if only an empty one.
pub fn names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|(name, _)| *name)
}
