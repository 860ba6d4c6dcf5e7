//! The contract between a driver and what it drives.
//!
//! A [`Task`] is a thread of the script, cut into steps. A driver calls [`Task::step`] with a
//! budget; the task runs until the budget is spent or it must wait, and says which in its
//! [`Exit`]. A step never blocks. What the wait came to is told to the next step as [`Resume`].

use crate::time::Nanos;
use crate::wait::Lock;
use std::sync::Arc;

/// A thread of the script. Numbered from 0 (the main thread) in order of creation, never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ThreadId(pub u32);

/// A place in the script, as an opaque number that only the task's owner can read. 0: unknown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Site(pub u32);

/// What a driver steps: one thread of the script.
pub trait Task: Send {
    /// Runs until the budget in `cx` is spent (at the next safe point) or the task must wait.
    ///
    /// Sets `cx.spent` to the number of instructions executed. Never blocks.
    fn step(&mut self, cx: &mut Context<'_>) -> Exit;

    /// Where the task stands: the innermost place first. For reports; never called during a step.
    fn stack(&self) -> Vec<Site>;
}

/// What a step is given, and what it hands back beside its [`Exit`].
pub struct Context<'a> {
    /// The thread that is stepped.
    pub me: ThreadId,
    /// Instructions this step may execute; at least 1. The step ends at the first safe point
    /// at which `spent >= budget`.
    pub budget: u64,
    /// Instructions executed by this step; the task sets it before it returns.
    pub spent: u64,
    /// What the wait that ended the last step came to.
    pub resume: Resume,
    /// The driver's services.
    pub kernel: &'a dyn Kernel,
}

/// What a task may ask of its driver in the middle of a step. Nothing here blocks.
pub trait Kernel {
    /// The time at the start of this step plus `spent` instructions of it (virtual clock: exact;
    /// real clock: `spent` is ignored and the clock read).
    fn now(&self, spent: u64) -> Nanos;
    /// CPU time of this process since the start of the run (virtual clock: of all cores).
    fn cpu_time(&self, spent: u64) -> Nanos;
    /// CPU time of the calling thread of the script (virtual clock: its instructions' cost).
    fn thread_time(&self, spent: u64) -> Nanos;
    /// Makes `thread`, which a [`Lock::release`] has chosen, try for that lock again.
    fn wake(&self, thread: ThreadId);
    /// Whether `thread` has ended.
    fn is_done(&self, thread: ThreadId) -> bool;
}

/// What the wait that ended the last step came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resume {
    /// The first step, the next slice, or a sleep or join that came to its end.
    Go,
    /// The lock waited for is held by this thread now.
    Acquired,
    /// The wait's timeout passed first.
    TimedOut,
    /// Ctrl-C. Only the main thread gets it, from any wait or between slices; the wait is over.
    Interrupted,
    /// The thread asked for runs under this id.
    Spawned(ThreadId),
    /// The limit on threads, or the operating system, refused one more.
    SpawnRefused,
}

/// Why a step ended.
pub enum Exit {
    /// The budget is spent: this is a safe point.
    BudgetSpent,
    /// The task goes on when the wait is over. The GIL is let go meanwhile.
    Wait(Wait),
    /// The task wants one more thread; it goes on at once with [`Resume::Spawned`].
    Spawn(Spawn),
    /// The thread has ended.
    Done,
    /// The whole run ends now, whatever other threads do (an uncaught exception never does this;
    /// a limit that was reached, or an internal error, does).
    Abort,
}

/// A new thread of the script.
pub struct Spawn {
    /// What it runs.
    pub task: Box<dyn Task>,
    /// Name for reports.
    pub name: String,
    /// A daemon does not keep the run alive.
    pub daemon: bool,
}

/// What a task waits for.
pub enum Wait {
    /// Simulated or real I/O: `time.sleep`, a service call. Ends after this span; zero is a mere
    /// offer to switch.
    Io(Nanos),
    /// A lock of the script that was not free; see [`Lock::try_acquire`].
    Lock {
        /// The lock. On [`Resume::Acquired`] the thread holds it.
        lock: Arc<Lock>,
        /// How long to wait at most; `None`: for ever.
        timeout: Option<Nanos>,
    },
    /// The end of another thread.
    Join {
        /// The thread waited for.
        thread: ThreadId,
        /// How long to wait at most; `None`: for ever.
        timeout: Option<Nanos>,
    },
}
