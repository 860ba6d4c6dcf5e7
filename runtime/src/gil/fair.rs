//! `fair`: a FIFO queue, and ownership is passed.
//!
//! The lock is never free while someone waits, so nobody can slip in between, and a thread that
//! leaves goes to the end. Every release with a waiter is a switch: the price is the lock convoy.
//! A waiter asks once per interval it has waited, whatever happened meanwhile, so a thread back
//! from I/O waits about one interval, however many compute.

use super::policy::{Bid, Policy, Queue};

/// First come, first served.
#[derive(Debug, Default)]
pub(super) struct Fair(Queue);

impl Policy for Fair {
    fn queue(&mut self) -> &mut Queue {
        &mut self.0
    }

    fn passes_ownership(&self) -> bool {
        true
    }

    fn leaver_waits(&self) -> bool {
        false
    }

    fn asks(&mut self, _bid: &Bid) -> bool {
        true
    }
}
