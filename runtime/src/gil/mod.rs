//! The GIL: one pure state machine, and the hand-off policies it is run with.
//!
//! [`Machine`] says who holds the lock, who waits and who is to be woken. It has no OS threads and
//! reads no clock; every driver steps the same machine. What differs between Python 2, CPython 3.2
//! and a fair lock is a [`Policy`], one file each. How long a tenure lasts is a [`Switch`].

mod policy;

mod barging;
mod fair;
mod forced;
mod io_first;

mod stats;

mod machine;

#[cfg(all(test, not(loom)))]
mod laws;

#[cfg(all(test, not(loom)))]
mod histories;

pub use machine::{Asked, Dropped, Leave, Machine, Take, Then, Ticket};
pub use policy::{Bid, Handoff, Policy, Queue};
pub use stats::{Histogram, Stats};

use crate::time::Nanos;

/// What makes a holder let the GIL go although it could go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Switch {
    /// The check interval: after this many instructions, if anybody waits.
    EveryN(u64),
    /// The switch interval: when a waiter has waited this long, as the hand-off defines it.
    /// Less than a microsecond means a microsecond.
    Interval(Nanos),
    /// Nothing but an order ([`Machine::order`], Ctrl-C): threads co-operate.
    Never,
}

impl Switch {
    /// Instructions a tenure may last.
    pub fn budget(self) -> u64 {
        match self {
            Switch::EveryN(n) => n.max(1),
            Switch::Interval(_) | Switch::Never => u64::MAX,
        }
    }

    /// The switch interval, where there is one.
    pub fn interval(self) -> Option<Nanos> {
        match self {
            Switch::EveryN(_) | Switch::Never => None,
            Switch::Interval(interval) => Some(interval.max(Nanos::from_micros(1))),
        }
    }
}
