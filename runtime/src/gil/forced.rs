//! `forced`: the GIL of CPython 3.2 and later.
//!
//! A waiter that saw no switch for a whole interval asks the holder to drop the lock; the holder
//! then waits until another thread has taken it. A thread that leaves of its own accord (I/O, a
//! lock) does not wait, so it may barge back in before the thread it woke is awake.
//! Follows `take_gil` and `drop_gil` of CPython 3.13, `Python/ceval_gil.c`; there, a thread that
//! goes to I/O at the very moment at which it was asked waits too.

use super::policy::{Bid, Policy, Queue};
use crate::seeded::seeded;

/// Asked to leave, waits to be followed.
#[derive(Debug, Default)]
pub(super) struct Forced(Queue);

impl Policy for Forced {
    fn queue(&mut self) -> &mut Queue {
        &mut self.0
    }

    fn passes_ownership(&self) -> bool {
        false
    }

    fn leaver_waits(&self) -> bool {
        !seeded!(ForcedLeaverStays)
    }

    fn asks(&mut self, bid: &Bid) -> bool {
        !bid.switched || seeded!(ForcedAsksAlways)
    }
}
