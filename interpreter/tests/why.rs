//! Why runs took as long as they did: scripts of which that is known.

use gilscope::lab::captured::{FindModule, Job};
use gilscope::lab::files::MemoryFiles;
use gilscope::lab::why::{Bound, explain};
use gilscope::machine::{Script, Setup};
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope_runtime::driver::{Clock, Config, Gil, Io};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::time::Nanos;
use std::sync::Arc;

/// What a script begins with: `start` runs threads to their ends; an empty turn of `compute` takes
/// three instructions, 60 ns.
const PRELUDE: &str = "\
import threading, time
lock = threading.Lock()
def compute(turns):
    for _ in range(turns):
        pass
def start(*works, make=threading.Thread):
    threads = [make(target=work, args=args) for work, *args in works]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
";

fn job(script: &str, cores: usize, gil: Gil) -> Job {
    let source = Source::new("s.py", format!("{PRELUDE}{script}"));
    let script = Script::compile(source).unwrap_or_else(|error| panic!("{:?}", error.0));
    let mut config = Config::new(Clock::Virtual);
    config.hardware.cores = cores;
    config.gil = gil;
    config.process_start = Some(Nanos::from_millis(2));
    let options = Options {
        gil: gil == Gil::On,
        safe_points: gilscope::safe_points::SafePoints::Every,
        argv: vec!["s.py".into()],
        max_memory: None,
        switch_interval: 0.005,
        cores,
        files: false,
        detached_merge: true,
        opcode_stats: false,
        watcher: None,
    };
    let counting = match gil {
        Gil::On => Counting::Plain,
        Gil::Off => Counting::Atomic,
    };
    Job {
        script,
        setup: Setup {
            config,
            counting,
            options,
        },
    }
}

/// The explanation has this bound, and these parts in this order.
#[track_caller]
fn check(script: &str, cores: usize, gil: Gil, bound: Bound, parts: &[&str]) {
    check_job(&job(script, cores, gil), bound, parts);
}

#[track_caller]
fn check_job(job: &Job, bound: Bound, parts: &[&str]) {
    let find: FindModule = Arc::new(|_, _| None);
    let run = |job: &Job| job.run(&find, || Box::new(MemoryFiles::empty()));
    let why = explain(job, &run, None).expect("the script ends well");
    assert_eq!(why.bound, bound, "{}", why.text);
    let mut rest = why.text.as_str();
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => panic!("{part:?} is not where it should be: {}", why.text),
        }
    }
}

#[test]
fn waiting_and_computing_in_threads() {
    // In all, 50 ms of waiting and 30 ms of computing: 35 ms under the GIL, 8 ms without it.
    let script = "
def work():
    time.sleep(0.005)
    compute(50000)
start(*[(work,)] * 10)
";
    let parts = [
        "the GIL bounded it. Of 35.1 ms, one thread at a time computed for 30.1 ms (85.",
        "waited for the GIL; for 5.0 ms (14.",
        "%) all of them waited for I/O.",
        "Most would help: no GIL makes it 8.1 ms (4.3",
        "One after another it would take 80.1 ms: the threads make it 2.28 times faster.",
    ];
    check(script, 10, Gil::On, Bound::Gil, &parts);
    let parts = [
        "the GIL bounded it.",
        "no GIL and 10 cores makes it 8.1 ms",
        "Also: no GIL makes it 1",
    ];
    check(script, 4, Gil::On, Bound::Gil, &parts);
}

#[test]
fn computing_in_threads() {
    let script = "start(*[(compute, 20000)] * 4)";
    let parts = [
        "the GIL bounded it.",
        "no GIL makes it 1.2 ms (3.9",
        "the threads gain nothing.",
    ];
    check(script, 4, Gil::On, Bound::Gil, &parts);
    let parts = [
        "the GIL bounded it, and behind the GIL 1 core.",
        "no GIL and 4 cores makes it 1.2 ms",
    ];
    check(script, 1, Gil::On, Bound::GilAndCores, &parts);
    let parts = [
        "its 2 cores bounded it",
        "Most would help: 4 cores makes it 1.2 ms",
    ];
    check(script, 2, Gil::Off, Bound::Cores, &parts);
    check(script, 8, Gil::Off, Bound::Computing, &[]);
}

#[test]
fn waiting_in_threads() {
    let script = "start(*[(time.sleep, 1)] * 8)";
    let parts = [
        "waiting for I/O bounded it: Thread-8 (sleep) alone waits for 1.000 s.",
        "Nothing is gained by: no GIL (1.000 s).",
        "it would take 8.000 s: the threads make it 8.00 times faster.",
    ];
    check(script, 4, Gil::On, Bound::Io, &parts);
    check(script, 4, Gil::Off, Bound::Io, &[]);
}

#[test]
fn a_gil_that_is_kept_during_io() {
    let mut job = job("start(*[(time.sleep, 1)] * 8)", 4, Gil::On);
    job.setup.config.io = Io::Hold;
    let parts = [
        "the GIL, kept during I/O, bounded it.",
        "none did, most in I/O of the GIL's holder.",
        "Most would help: the GIL released during I/O makes it 1.000 s (8.00 times faster)",
    ];
    check_job(&job, Bound::Gil, &parts);
}

#[test]
fn one_lock_around_waiting() {
    let script = "
def work():
    with lock:
        time.sleep(0.1)
start(*[(work,)] * 6)
";
    let parts = [
        "the lock at line 12 (`with lock:`) bounded it: threads waited there for 1.500 s in all.",
        "Most would help: line 12 without its lock makes it 100.0 ms (6.00 times faster).",
        "No gain: no GIL (600.0 ms).",
    ];
    check(script, 4, Gil::On, Bound::Lock, &parts);
}

#[test]
fn one_lock_around_computing() {
    let script = "
def work():
    for _ in range(10):
        with lock:
            compute(2000)
start(*[(work,)] * 4)
";
    let parts = [
        "the GIL and the lock at line 13 (`with lock:`) bounded it",
        "no GIL, line 13 without its lock and 4 cores makes it 1.2 ms (3.9",
        "the result may be wrong",
        "No gain: no GIL (4.8 ms)",
    ];
    check(script, 4, Gil::On, Bound::GilAndLock, &parts);
    let parts = [
        "the lock at line 13 (`with lock:`) bounded it",
        "line 13 without its lock makes it 1.2 ms",
    ];
    check(script, 4, Gil::Off, Bound::Lock, &parts);
}

#[test]
fn what_a_lock_costs_besides_its_queue_is_told_apart() {
    // Under the GIL the threads hardly meet at the lock; without it they do. The instructions for
    // the lock cost more than what it guards.
    let script = "
def work():
    for _ in range(2000):
        with lock:
            pass
start(*[(work,)] * 2)
";
    let parts = [
        "the GIL and the lock at line 13 (`with lock:`) bounded it",
        "no GIL, line 13 without its lock and 4 cores makes it",
        "times but for the instructions that it spares",
    ];
    check(script, 4, Gil::On, Bound::GilAndLock, &parts);
}

#[test]
fn a_lock_that_is_hardly_waited_for_is_not_the_reason() {
    // Its instructions cost time, but nobody stands in a queue for it.
    let script = "
def work():
    time.sleep(0.01)
    for _ in range(100):
        with lock:
            pass
start(*[(work,)] * 3)
";
    check(
        script,
        4,
        Gil::On,
        Bound::Io,
        &["waiting for I/O bounded it"],
    );
}

#[test]
fn one_long_thread() {
    let script = "start((compute, 80000), *[(compute, 4000)] * 3)";
    let parts = [
        "one long thread bounded it: Thread-1 (compute) alone needs 4.8 ms. Of 5.",
        "Most would help: no GIL makes it 4.8 ms (1.15 times faster).",
    ];
    check(script, 4, Gil::On, Bound::LongThread, &parts);
}

#[test]
fn starting_processes() {
    let script = "
import multiprocessing
if __name__ == '__main__':
    start(*[(compute, 1000)] * 4, make=multiprocessing.Process)
";
    let parts = [
        "the start of its processes bounded it.",
        "processes that start in no time makes it 1",
    ];
    check(script, 4, Gil::On, Bound::StartUp, &parts);
}

#[test]
fn processes_that_compute_lack_cores() {
    let script = "
import multiprocessing
if __name__ == '__main__':
    start(*[(compute, 500000)] * 4, make=multiprocessing.Process)
";
    let parts = [
        "its 2 cores bounded it",
        "Most would help: 4 cores makes it 32.",
        "(2.0",
    ];
    check(script, 2, Gil::On, Bound::Cores, &parts);
}

#[test]
fn one_thread() {
    let parts = [
        "its one thread's computing bounded it",
        "Nothing is gained by: no GIL (6",
    ];
    check(
        "compute(10000)",
        4,
        Gil::On,
        Bound::OneThreadComputing,
        &parts,
    );
    let parts = [
        "its one thread's waits bounded it",
        "for 1.000 s",
        "it waited for I/O",
    ];
    check("time.sleep(1)", 4, Gil::On, Bound::OneThreadWaiting, &parts);
}

#[test]
fn a_convoy() {
    // A thread that naps beside one that computes gets the GIL only when a slice is over.
    let script = "
import sys
busy = True
def spin():
    while busy:
        pass
def nap():
    global busy
    for _ in range(20):
        time.sleep(0.0001)
    busy = False
start((spin,), (nap,))
";
    let parts = [
        "the GIL bounded it.",
        "Most would help:",
        "makes it 2.",
        "Also: hand-off io-first makes it",
        "a switch interval a tenth as long makes it 44",
        "the threads make it 10.4",
    ];
    check(script, 2, Gil::On, Bound::Gil, &parts);
}

#[test]
fn in_turn_and_in_threads_in_one_script() {
    // Most of the time, the main thread sleeps; what the GIL costs is a small part.
    let script = "
start(*[(compute, 5000)] * 4)
for _ in range(10):
    time.sleep(0.001)
";
    let parts = [
        "waiting for I/O bounded it: MainThread alone waits for 10.0 ms.",
        "no GIL makes it",
    ];
    check(script, 4, Gil::On, Bound::Io, &parts);
}

#[test]
fn a_script_that_fails_is_not_explained() {
    let find: FindModule = Arc::new(|_, _| None);
    let run = |job: &Job| job.run(&find, || Box::new(MemoryFiles::empty()));
    for script in ["lock.acquire(); lock.acquire()", "1 / 0"] {
        assert!(
            explain(&job(script, 4, Gil::On), &run, None).is_none(),
            "{script}"
        );
    }
}
