//! The names of threads and places, and what a task may ask of its driver.
//!
//! Part of the contract of [`crate::task`], which publishes these names too; apart from it so that
//! the locks of [`crate::wait`] can stand between the two.

use crate::time::Nanos;

/// A thread of the script. Numbered from 0 (the main thread) in order of creation, never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct ThreadId(pub u32);

/// A process of the run: threads with a GIL of their own. Numbered from 0 in order of creation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct ProcessId(pub u32);

/// A place in the script, as an opaque number that only the task's owner can read. 0: unknown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Site(pub u32);

/// Where a task stands when it stops, for a trace.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Place {
    /// The place in the script.
    pub site: Site,
    /// Objects of its process that are alive, where the task can tell; else 0.
    pub live_objects: u64,
}

/// How much of a step is over.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Spent {
    /// Instructions executed.
    pub instructions: u64,
    /// What they cost at full speed, in picoseconds; 0: as many as the driver takes for them, see
    /// [`crate::task::Context::costs`].
    pub picos: u64,
}

impl Spent {
    /// So many instructions of the usual cost.
    pub fn instructions(instructions: u64) -> Spent {
        Spent {
            instructions,
            picos: 0,
        }
    }
}

/// What a task may ask of its driver in the middle of a step. Nothing here blocks.
pub trait Kernel {
    /// The time at the start of this step plus `spent` instructions of it (virtual clock: exact;
    /// real clock: `spent` is ignored and the clock read).
    fn now(&self, spent: Spent) -> Nanos;
    /// CPU time of this process since the start of the run (virtual clock: of all cores).
    fn cpu_time(&self, spent: Spent) -> Nanos;
    /// CPU time of the calling thread of the script (virtual clock: its instructions' cost).
    fn thread_time(&self, spent: Spent) -> Nanos;
    /// Makes `thread`, which a [`Lock::release`] has chosen, try for that lock again.
    fn wake(&self, thread: ThreadId);
    /// Whether `thread` has ended.
    fn is_done(&self, thread: ThreadId) -> bool;
    /// Ends the process of `thread`, as a signal would: its threads go no further than their next
    /// safe point, and whatever locks they hold stay held.
    fn kill(&self, thread: ThreadId);
}

/// The services of a driver that is not there: for steps that wait for nothing and wake nobody.
pub struct NoKernel;

impl Kernel for NoKernel {
    fn now(&self, _spent: Spent) -> Nanos {
        Nanos::ZERO
    }

    fn cpu_time(&self, _spent: Spent) -> Nanos {
        Nanos::ZERO
    }

    fn thread_time(&self, _spent: Spent) -> Nanos {
        Nanos::ZERO
    }

    fn wake(&self, _thread: ThreadId) {}

    fn is_done(&self, _thread: ThreadId) -> bool {
        true
    }

    fn kill(&self, _thread: ThreadId) {}
}
