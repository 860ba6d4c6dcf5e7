//! `barging`: Python 2 to 3.1.
//!
//! All threads count down one ticker; at zero the holder releases the lock, which wakes one
//! waiter, and tries to take it again at once. Nothing makes it lose that race, and on more than one core
//! it mostly wins: the woken thread finds the lock taken and goes to sleep again.

use super::policy::{Bid, Policy, Queue};
use crate::seeded::seeded;

/// Release and race.
#[derive(Debug, Default)]
pub(super) struct Barging(Queue);

impl Policy for Barging {
    fn queue(&mut self) -> &mut Queue {
        &mut self.0
    }

    fn passes_ownership(&self) -> bool {
        false
    }

    fn leaver_waits(&self) -> bool {
        false
    }

    fn asks(&mut self, bid: &Bid) -> bool {
        !bid.switched
    }

    fn shares_ticker(&self) -> bool {
        !seeded!(BargingOwnTicker)
    }
}
