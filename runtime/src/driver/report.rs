//! What a run came to.

use crate::gil::Stats;
use crate::kernel::{ProcessId, Site, ThreadId};
use crate::ledger::{Ledger, Pauses};
use crate::time::Nanos;
use crate::trace::Trace;
use crate::wait::Lock;
use std::sync::Arc;

/// What a run came to.
#[derive(Debug)]
pub struct Report {
    /// How it ended.
    pub ending: Ending,
    /// From the start to the end, by the run's clock.
    pub elapsed: Nanos,
    /// CPU time of the whole process meanwhile (virtual clock: of all cores).
    pub cpu: Nanos,
    /// Every thread, in order of creation.
    pub threads: Vec<ThreadReport>,
    /// Figures about the GIL of the first process, if there was one.
    pub gil: Option<Stats>,
    /// Every process, in order of creation; the first one is the script's own.
    pub processes: Vec<ProcessReport>,
}

impl Report {
    /// The name of a thread, with that of its process before it where that is another than the first.
    pub fn name_of(&self, thread: &ThreadReport) -> String {
        let process = self.processes.get(thread.process.0 as usize);
        match process {
            Some(process) if thread.process.0 > 0 && process.name != thread.name => {
                format!("{}/{}", process.name, thread.name)
            }
            _ => thread.name.clone(),
        }
    }

    /// Instructions of all threads together.
    pub fn instructions(&self) -> u64 {
        let each = self.threads.iter().map(|thread| thread.ledger.instructions);
        each.sum()
    }
}

/// How a run ended.
#[derive(Debug)]
pub enum Ending {
    /// The main thread and all others but daemons came to their end.
    Done,
    /// A task ended it with [`crate::task::Exit::Abort`].
    Aborted,
    /// Every thread waited, without a timeout, for what none of them could do any more.
    Deadlock(Vec<Blocked>),
    /// [`super::Limits::instructions`] were spent.
    InstructionLimit,
    /// Ctrl-C after the main thread had ended, while others still ran.
    Interrupted,
    /// A step panicked: a bug of the task's, or ours.
    Panicked {
        /// Whose step it was.
        thread: ThreadId,
        /// That thread's name.
        name: String,
        /// What the panic said.
        message: String,
    },
}

/// A thread in a deadlock.
#[derive(Debug)]
pub struct Blocked {
    /// Which one.
    pub thread: ThreadId,
    /// Its name.
    pub name: String,
    /// What it waits for.
    pub waits: Waits,
    /// Where it stands, innermost first.
    pub stack: Vec<Site>,
}

/// What a thread in a deadlock waits for.
#[derive(Clone, Debug)]
pub enum Waits {
    /// A lock.
    Lock {
        /// The lock itself; compare by address.
        lock: Arc<Lock>,
        /// Who holds it (perhaps a thread that has ended), and where it was taken.
        holder: Option<(ThreadId, Site)>,
    },
    /// The end of this thread.
    Join(ThreadId),
}

/// What became of one thread.
#[derive(Debug)]
pub struct ThreadReport {
    /// Which one; also its place in [`Report::threads`].
    pub id: ThreadId,
    /// The process that it belonged to.
    pub process: ProcessId,
    /// Its name.
    pub name: String,
    /// Whether it was a daemon.
    pub daemon: bool,
    /// How it ended.
    pub fate: Fate,
    /// When it was made.
    pub born: Nanos,
    /// When it ended, or was stopped.
    pub ended: Nanos,
    /// Where its time went; adds up to `ended - born`.
    pub ledger: Ledger,
    /// What happened when, if [`super::Config::trace`] asked for it.
    pub trace: Option<Trace>,
}

/// What became of one process.
#[derive(Debug)]
pub struct ProcessReport {
    /// Which one; also its place in [`Report::processes`].
    pub id: ProcessId,
    /// The name of its first thread.
    pub name: String,
    /// When it was made.
    pub born: Nanos,
    /// Figures about its GIL, if it had one.
    pub gil: Option<Stats>,
    /// How long its threads stood still for the collector.
    pub pauses: Pauses,
}

/// How a thread ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It came to its end.
    Done,
    /// The run, or its process, ended first: it was stopped at a safe point or in a wait.
    Stopped,
    /// Its step panicked.
    Panicked,
}
