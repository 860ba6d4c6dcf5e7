//! `io-first`: a thread back from I/O goes before those that compute.
//!
//! Each thread has a level. Leaving of its own accord (I/O, a lock, a join) lifts it to the top;
//! being made to leave lowers it by one. The lock goes to the highest level that waits, first come,
//! first served within it, and ownership is passed. A waiter above the holder asks for the lock as
//! soon as the holder has had its shortest slice, any other when the holder has had a whole
//! interval; one that has waited for several intervals is lifted to the top, so nobody starves.
//! After the proposals of CPython's issue 7946 (2010).

use super::Leave;
use super::policy::{Bid, Policy, Queue};
use crate::kernel::ThreadId;
use crate::seeded::seeded;
use crate::time::Nanos;

/// The highest level, where a new thread begins; the lowest is 0.
const TOP: usize = 3;

/// The interval that ageing goes by where instructions are counted.
const INTERVAL: Nanos = Nanos::from_millis(5);

/// A thread back from I/O goes first.
#[derive(Debug)]
pub(super) struct IoFirst {
    queue: Queue,
    /// Levels of the threads that have left the lock, by number; others are at the top.
    levels: Vec<u8>,
    min_slice: Nanos,
    ageing: u64,
}

impl IoFirst {
    /// An empty queue. A holder keeps the lock for `min_slice`; a waiter is lifted after `ageing`
    /// intervals.
    pub(super) fn new(min_slice: Nanos, ageing: u32) -> IoFirst {
        IoFirst {
            queue: Queue::default(),
            levels: Vec::new(),
            min_slice,
            ageing: ageing.max(1).into(),
        }
    }

    fn set_level(&mut self, thread: ThreadId, level: usize) {
        let place = thread.0 as usize;
        if self.levels.len() <= place {
            self.levels.resize(place + 1, TOP as u8);
        }
        self.levels[place] = level as u8;
    }

    fn is_above(&self, bid: &Bid) -> bool {
        self.level(bid.waiter) > self.level(bid.holder)
    }

    /// How long a waiter waits until it is lifted.
    fn age(&self, bid: &Bid) -> Nanos {
        let interval = bid.interval.unwrap_or(INTERVAL);
        Nanos(interval.0.saturating_mul(self.ageing))
    }
}

impl Policy for IoFirst {
    fn queue(&mut self) -> &mut Queue {
        &mut self.queue
    }

    fn level(&self, thread: ThreadId) -> usize {
        let level = self.levels.get(thread.0 as usize);
        level.map_or(TOP, |level| (*level).into())
    }

    fn left(&mut self, thread: ThreadId, leave: Leave) {
        let level = match leave {
            Leave::Forced if !seeded!(IoFirstLevels) => self.level(thread).saturating_sub(1),
            Leave::Forced | Leave::Voluntary | Leave::Final => TOP,
        };
        self.set_level(thread, level);
    }

    fn passes_ownership(&self) -> bool {
        true
    }

    fn leaver_waits(&self) -> bool {
        false
    }

    fn asks(&mut self, bid: &Bid) -> bool {
        if bid.waited >= self.age(bid) && self.level(bid.waiter) < TOP {
            self.queue.remove(bid.waiter);
            self.set_level(bid.waiter, TOP);
            self.queue.push(bid.waiter, TOP);
        }
        self.asks_at_once(bid)
    }

    fn asks_at_once(&self, bid: &Bid) -> bool {
        let is_due = bid.interval.is_some_and(|interval| bid.ran >= interval);
        is_due || self.is_above(bid) && bid.ran >= self.min_slice
    }

    fn patience(&self, bid: &Bid) -> Option<Nanos> {
        let slice = self.is_above(bid).then(|| self.min_slice.since(bid.ran));
        let due = bid.interval.map(|interval| interval.since(bid.ran));
        let is_low = self.level(bid.waiter) < TOP;
        let lifted = is_low.then(|| self.age(bid).since(bid.waited));
        let spans = [slice, due, lifted].into_iter().flatten();
        spans.filter(|span| span.0 > 0).min().or(bid.interval)
    }

    fn requests_last(&self) -> bool {
        true
    }
}
