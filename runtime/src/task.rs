//! The contract between a driver and what it drives.
//!
//! A [`Task`] is a thread of the script, cut into steps. A driver calls [`Task::step`] with a
//! budget; the task runs until the budget is spent or it must wait, and says which in its
//! [`Exit`]. A step never blocks. What the wait came to is told to the next step as [`Resume`].

pub use crate::kernel::{Kernel, Place, ProcessId, Site, Spent, ThreadId};
use crate::time::Nanos;
use crate::wait::Lock;
use std::any::Any;
use std::sync::Arc;

/// What a driver steps: one thread of the script.
pub trait Task: Send {
    /// Runs until the budget in `cx` is spent (at the next safe point) or the task must wait.
    ///
    /// Sets `cx.spent` to the number of instructions executed. Never blocks.
    fn step(&mut self, cx: &mut Context<'_>) -> Exit;

    /// Where the task stands: the innermost place first. For reports; never called during a step.
    fn stack(&self) -> Vec<Site>;

    /// Called once when the task has asked to be alone, see [`Wait::Alone`]: until it returns no other
    /// thread of the process is stepped, begun or dropped.
    fn alone(&mut self) -> Alone {
        Alone::default()
    }

    /// Its whole state, as far as it is not in objects that others can reach, where it can tell: two tasks
    /// with the same one go on alike. Never called during a step.
    fn snapshot(&self) -> Option<Snapshot> {
        None
    }

    /// What it shows of itself to somebody who steps through it: whatever its owner makes of it. Never
    /// called during a step.
    fn portrait(&self) -> Option<Box<dyn Any>> {
        None
    }

    /// Whether its last step has ended where the thread may not be switched: such steps end at each
    /// instruction, safe point or not, where somebody steps through it.
    fn stands_amid(&self) -> bool {
        false
    }

    /// What a trace is to say of where it stops: by default, where it stands innermost. Called while
    /// the thread may still run, after its step.
    fn place(&self) -> Place {
        Place {
            site: self.stack().first().copied().unwrap_or_default(),
            live_objects: 0,
        }
    }
}

/// A thread's state in words: equal ones will do the same. Objects that others can reach stand there
/// by number.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Snapshot {
    /// The words.
    pub words: Vec<u64>,
    /// Objects among them.
    pub objects: Vec<u64>,
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
    /// What each kind of instruction costs, in picoseconds, if the driver keeps time by that. What kinds
    /// there are is the task's own affair.
    pub costs: Option<&'a Arc<[u64]>>,
    /// With costs: picoseconds at full speed that this step may take; it ends at the first safe point at
    /// which they are spent, too.
    pub patience: u64,
    /// With costs: picoseconds that the instructions of this step took; the task sets it, or leaves 0 if it
    /// knows no kinds.
    pub picos: u64,
    /// Picoseconds of CPU time that the step took beside its instructions: what counting references cost by
    /// [`Hardware`](crate::driver::Hardware), where that is looked into; the task sets it. Virtual time only.
    pub stalled: u64,
    /// What the wait that ended the last step came to.
    pub resume: Resume,
    /// The driver's services.
    pub kernel: &'a dyn Kernel,
}

/// What a task has done while it was alone.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Alone {
    /// How many objects it has looked at: each takes its time on the virtual clock.
    pub walked: u64,
    /// Whether it has begun to look for garbage, as opposed to having gone on with that.
    pub begins: bool,
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
    /// The thread was alone, and [`Task::alone`] was called.
    WasAlone,
    /// Ctrl-C. Only the first thread of each process gets it, from any wait or between slices; the
    /// wait is over.
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
    /// A daemon does not keep its process alive, nor, as the first thread of a process, the run.
    pub daemon: bool,
    /// Given: it is the first thread of a new process, which has a GIL of its own and ends with this
    /// thread and all others in it but daemons.
    pub process: Option<NewProcess>,
}

/// A process to be started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewProcess {
    /// CPU time that passes before its first step. Virtual clock only: on the real one the start
    /// takes what it takes.
    pub start_up: Nanos,
}

/// What a task waits for.
pub enum Wait {
    /// Simulated or real I/O: `time.sleep`, a service call. Ends after this span; zero is a mere
    /// offer to switch.
    Io(Nanos),
    /// Something outside the run that takes its own time, such as a person who types a line. The
    /// driver calls this once, without the GIL; on the virtual clock it takes no time.
    Outside(Box<dyn FnOnce() + Send>),
    /// That all other threads of its process stand still, between two of their steps or in a wait that
    /// they do not come back from meanwhile. Then the driver calls [`Task::alone`], and all go on.
    Alone,
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
