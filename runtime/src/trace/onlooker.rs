//! Who looks on while a run goes on: what both drivers tell, and how the virtual clock is held back.

use super::Event;
use crate::kernel::{ProcessId, ThreadId};
use crate::ledger::Ledger;
use crate::time::Nanos;
use std::fmt::Debug;

/// Is told of a run as it goes on. What happens at one moment may be told in any order, and on the real
/// clock, where OS threads tell at once, so may what happens at nearly the same.
pub trait Onlooker: Send + Sync + Debug {
    /// A thread has been made, at this time; `begins`: it is the first of its process.
    fn born(&self, thread: ThreadId, process: ProcessId, name: &str, begins: bool, at: Nanos);

    /// A thread has entered another state, or ended; its ledger, up to then.
    fn changed(&self, thread: ThreadId, event: &Event, ledger: &Ledger);

    /// On the virtual clock: a step is over. Whatever it let out, it did at this time.
    fn stepped(&self, at: Nanos);

    /// On the virtual clock: whatever is told from now on happens at `next` or later. The run may go on if
    /// this is true; otherwise it looks whether it is interrupted, and asks again, so this may block for a
    /// while, but not for long.
    fn reached(&self, next: Nanos) -> bool;
}
