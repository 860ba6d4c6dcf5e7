//! What a step of an explored run may ask for: clocks, and who has ended.

use super::Run;
use crate::heap::record::{self, Location, Touch};
use crate::kernel::{Kernel, Spent, ThreadId};
use crate::time::Nanos;

/// The driver's services to one step.
pub(super) struct Desk<'a, 'c> {
    pub(super) run: &'a Run<'c>,
    pub(super) me: ThreadId,
}

impl Desk<'_, '_> {
    fn clock(&self, spent: u64) -> Nanos {
        self.run.reads_clock.set(true);
        self.run.clocks[self.me.0 as usize] + self.run.cost(spent)
    }
}

impl Kernel for Desk<'_, '_> {
    fn now(&self, spent: Spent) -> Nanos {
        self.clock(spent.instructions)
    }

    fn cpu_time(&self, spent: Spent) -> Nanos {
        self.clock(spent.instructions)
    }

    fn thread_time(&self, spent: Spent) -> Nanos {
        self.clock(spent.instructions)
    }

    /// Whoever waits for a lock can go on as soon as it is free.
    fn wake(&self, _thread: ThreadId) {}

    fn is_done(&self, thread: ThreadId) -> bool {
        record::touch(Location::end_of(thread.0), Touch::Look);
        self.run.has_ended(thread)
    }

    fn kill(&self, _thread: ThreadId) {}
}
