//! What a hand-off policy decides, and the queue most of them need.

use super::{barging, fair, forced};
use crate::kernel::ThreadId;
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
}

impl Handoff {
    /// Every hand-off.
    pub const ALL: [Handoff; 3] = [Handoff::Fair, Handoff::Barging, Handoff::Forced];

    /// The name users give it.
    pub fn name(self) -> &'static str {
        match self {
            Handoff::Fair => "fair",
            Handoff::Barging => "barging",
            Handoff::Forced => "forced",
        }
    }

    /// The policy behind the name, with an empty queue.
    pub fn policy(self) -> Box<dyn Policy> {
        match self {
            Handoff::Fair => Box::new(fair::Fair::default()),
            Handoff::Barging => Box::new(barging::Barging::default()),
            Handoff::Forced => Box::new(forced::Forced::default()),
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

    /// Whether a waiter whose interval has passed may ask the holder to drop the lock.
    /// `switched`: the lock changed hands during that interval.
    fn may_request(&self, switched: bool) -> bool;

    /// Whether all threads count down one check interval together; if not, each tenure has its own.
    fn shares_ticker(&self) -> bool {
        false
    }
}

/// Waiting threads, first come, first served.
#[derive(Debug, Default)]
pub struct Queue(VecDeque<ThreadId>);

impl Queue {
    /// Puts `thread` at the end.
    pub fn push(&mut self, thread: ThreadId) {
        self.0.push_back(thread);
    }

    /// Takes out the thread that has waited longest.
    pub fn pop(&mut self) -> Option<ThreadId> {
        self.0.pop_front()
    }

    /// Takes out `thread`, wherever it stands; false if it does not wait here.
    pub fn remove(&mut self, thread: ThreadId) -> bool {
        let place = self.0.iter().position(|&waiter| waiter == thread);
        place.and_then(|place| self.0.remove(place)).is_some()
    }

    /// Whether `thread` waits here.
    pub fn contains(&self, thread: ThreadId) -> bool {
        self.0.contains(&thread)
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
