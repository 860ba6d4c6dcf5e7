//! The end of a run on virtual time: who is left waiting, and what is reported.

use super::panics::discard;
use super::report::{Blocked, Ending, ProcessReport, Report, ThreadReport, Waits};
use super::simulated::{Process, Standing, Thread};
use crate::kernel::{ProcessId, ThreadId};
use crate::time::Nanos;

/// The threads that wait for each other when nothing else can happen.
pub(super) fn blocked(threads: &[Thread]) -> Vec<Blocked> {
    let blocked = threads.iter().zip(0..).filter_map(|(thread, number)| {
        let waits = match &thread.standing {
            Standing::Lock { lock, .. } => Waits::Lock {
                lock: lock.clone(),
                holder: lock.holder(),
            },
            Standing::Join(other) => Waits::Join(*other),
            Standing::Ended => return None,
            _ => unreachable!("a thread that nothing will wake waits for another"),
        };
        Some(Blocked {
            thread: ThreadId(number),
            name: thread.name.clone(),
            waits,
            stack: thread.task.as_ref().map(|task| task.stack())?,
        })
    });
    blocked.collect()
}

/// What the run came to when it ended at `now`, after that much CPU time; threads that live still are
/// stopped.
pub(super) fn report(
    threads: Vec<Thread>,
    processes: Vec<Process>,
    now: Nanos,
    cpu: Nanos,
    mut ending: Ending,
) -> Report {
    let mut reports = Vec::with_capacity(threads.len());
    for (mut thread, number) in threads.into_iter().zip(0..) {
        let id = ThreadId(number);
        if !thread.life.ended() {
            thread.life.end(now);
        }
        if let Some(message) = thread.task.take().and_then(discard) {
            ending = Ending::Panicked {
                thread: id,
                name: thread.name.clone(),
                message,
            };
        }
        reports.push(ThreadReport {
            id,
            process: thread.process,
            name: thread.name,
            daemon: thread.daemon,
            fate: thread.fate,
            born: thread.life.born,
            ended: thread.life.state().1,
            trace: thread.life.trace(),
            ledger: thread.life.ledger,
        });
    }
    let processes: Vec<ProcessReport> = { processes.into_iter().zip(0..) }
        .map(|(process, number)| ProcessReport {
            id: ProcessId(number),
            name: process.name,
            born: process.born,
            gil: process.gil.map(|gil| gil.stats),
            pauses: process.pauses,
        })
        .collect();
    Report {
        ending,
        elapsed: now,
        cpu,
        threads: reports,
        gil: processes[0].gil.clone(),
        processes,
    }
}
