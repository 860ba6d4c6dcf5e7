//! Scripts that several test programs run.

#![allow(dead_code, reason = "each test program uses its own part")]

/// A fifth of the work is done by the main thread, the rest shared by `THREADS`.
pub const SERIAL: &str = "\
import threading
THREADS = 4
WORK = 400_000
def compute(turns):
    for _ in range(turns): pass
compute(WORK // 5)
threads = [threading.Thread(target=compute, args=(WORK * 4 // 5 // THREADS,)) for _ in range(THREADS)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";

/// Threads that compute, sleep, fight for a lock and join.
pub const MIXED: &str = "\
import threading, time
lock = threading.Lock()
def work(n):
    for i in range(n):
        with lock:
            time.sleep(0.001)
        sum(range(2000))
threads = [threading.Thread(target=work, args=(n,)) for n in (3, 5, 7)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";

/// Two threads that hold a lock one after the other.
pub const HELD: &str = "\
import threading, time
lock = threading.Lock()
def work():
    with lock:
        time.sleep(0.5)
thread = threading.Thread(target=work)
thread.start()
time.sleep(0.1)
with lock:
    pass
thread.join()
";
