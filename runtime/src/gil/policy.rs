//! What a hand-off policy decides, and the queue most of them need.

use super::{Asked, Leave, barging, fair, forced, io_first};
use crate::kernel::ThreadId;
use crate::seeded::seeded;
use crate::time::Nanos;
use std::collections::VecDeque;

/// How the GIL goes from one thread to the next.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Handoff {
    /// First come, first served: ownership is passed, the lock is never free while someone waits.
    Fair,
    /// Python 2 to 3.1: release, wake one, and race for it.
    Barging,
    /// CPython 3.2 and later: as barging, but a leaver who was asked waits until another took it.
    Forced,
    /// A thread back from I/O goes before those that compute.
    IoFirst {
        /// How long a holder keeps the lock even so.
        min_slice: Nanos,
        /// Intervals after which a waiter goes first whatever it did before; at least 1.
        ageing: u32,
    },
}

impl Handoff {
    /// As the proposals had it: no shortest slice; nobody waits longer than ten intervals.
    pub const IO_FIRST: Handoff = Handoff::IoFirst {
        min_slice: Nanos::ZERO,
        ageing: 10,
    };

    /// Every hand-off, with its usual parameters.
    pub const ALL: [Handoff; 4] = [
        Handoff::Fair,
        Handoff::Barging,
        Handoff::Forced,
        Handoff::IO_FIRST,
    ];

    /// The name users give it.
    pub fn name(self) -> &'static str {
        match self {
            Handoff::Fair => "fair",
            Handoff::Barging => "barging",
            Handoff::Forced => "forced",
            Handoff::IoFirst { .. } => "io-first",
        }
    }

    /// The policy behind the name, with an empty queue.
    pub fn policy(self) -> Box<dyn Policy> {
        match self {
            Handoff::Fair => Box::new(fair::Fair::default()),
            Handoff::Barging => Box::new(barging::Barging::default()),
            Handoff::Forced => Box::new(forced::Forced::default()),
            Handoff::IoFirst { min_slice, ageing } => {
                Box::new(io_first::IoFirst::new(min_slice, ageing))
            }
        }
    }
}

/// The decisions in which hand-offs differ. [`super::Machine`] does everything else.
pub trait Policy: Send + std::fmt::Debug {
    /// The threads that wait, in the order of this policy.
    fn queue(&mut self) -> &mut Queue;

    /// Whether the chosen waiter owns the lock at once; if not, it is woken and has to try.
    fn passes_ownership(&self) -> bool;

    /// Whether a leaver who was made to leave waits until another thread has taken the lock.
    fn leaver_waits(&self) -> bool;

    /// Whether a waiter whose patience is over asks the holder to drop the lock.
    fn asks(&mut self, bid: &Bid) -> bool;

    /// Whether a waiter asks the holder to drop the lock as soon as it comes.
    fn asks_at_once(&self, _bid: &Bid) -> bool {
        false
    }

    /// How long a waiter waits before it asks (again), if it ever does.
    fn patience(&self, bid: &Bid) -> Option<Nanos> {
        bid.interval
    }

    /// Whether a request outlasts the moment at which a holder that was given the lock in its sleep
    /// wakes up.
    fn requests_last(&self) -> bool {
        false
    }

    /// The level at which `thread` queues: higher ones go first.
    fn level(&self, _thread: ThreadId) -> usize {
        0
    }

    /// `thread` lets the lock go.
    fn left(&mut self, _thread: ThreadId, _leave: Leave) {}

    /// Whether all threads count down one check interval together; if not, each tenure has its own.
    fn shares_ticker(&self) -> bool {
        false
    }
}

/// A thread waits while another one holds the lock.
#[derive(Clone, Copy, Debug)]
pub struct Bid {
    /// Who waits.
    pub waiter: ThreadId,
    /// Who holds the lock.
    pub holder: ThreadId,
    /// How long the waiter has waited.
    pub waited: Nanos,
    /// How long the holder has run.
    pub ran: Nanos,
    /// Whether the lock changed hands since the waiter began to wait, or last asked.
    pub switched: bool,
    /// The switch interval, where there is one.
    pub interval: Option<Nanos>,
}

impl Bid {
    /// What a request of this waiter goes by.
    pub(super) fn asked(&self) -> Asked {
        let is_over = |interval| self.waited >= interval || self.ran >= interval;
        match self.interval.is_some_and(is_over) {
            true => Asked::Interval,
            false => Asked::Policy,
        }
    }
}

/// Waiting threads, the highest level first; first come, first served within it.
#[derive(Debug, Default)]
pub struct Queue(Vec<VecDeque<ThreadId>>);

impl Queue {
    /// Puts `thread` at the end of its level.
    pub fn push(&mut self, thread: ThreadId, level: usize) {
        while self.0.len() <= level {
            self.0.push(VecDeque::new());
        }
        self.0[level].push_back(thread);
    }

    /// Takes out the thread that has waited longest on the highest level.
    pub fn pop(&mut self) -> Option<ThreadId> {
        let levels = { self.0.iter_mut() }.rev();
        match seeded!(GilQueueBackwards) {
            true => { levels }.find_map(VecDeque::pop_back),
            false => { levels }.find_map(VecDeque::pop_front),
        }
    }

    /// Takes out `thread`, wherever it stands; false if it does not wait here.
    pub fn remove(&mut self, thread: ThreadId) -> bool {
        self.0.iter_mut().any(|level| {
            let place = level.iter().position(|&waiter| waiter == thread);
            place.and_then(|place| level.remove(place)).is_some()
        })
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.0.iter().map(VecDeque::len).sum()
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(VecDeque::is_empty)
    }
}
