//! What will happen on the virtual clock, in order of time.

use crate::kernel::ThreadId;
use crate::time::Nanos;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What happens to a thread.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    /// Its I/O is over, or the timeout of its wait.
    Timeout,
    /// It has been woken to try for the lock it waits for, or the thread it joins has ended.
    Woken,
    /// It has been woken to try for the GIL.
    Gil,
    /// It has waited for the GIL for a switch interval.
    Interval,
}

/// Something that will happen. Ordered by time, then by the order in which it was announced.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Event {
    /// When.
    pub(super) at: Nanos,
    number: u64,
    /// To whom.
    pub(super) thread: ThreadId,
    /// The wait of the thread it belongs to; it is void if that wait is over.
    pub(super) wait: u32,
    /// What.
    pub(super) kind: Kind,
}

/// The events to come.
#[derive(Default)]
pub(super) struct Events {
    heap: BinaryHeap<Reverse<Event>>,
    announced: u64,
}

impl Events {
    /// Announces an event.
    pub(super) fn push(&mut self, at: Nanos, thread: ThreadId, wait: u32, kind: Kind) {
        self.announced += 1;
        self.heap.push(Reverse(Event {
            at,
            number: self.announced,
            thread,
            wait,
            kind,
        }));
    }

    /// The next event that is not void.
    pub(super) fn peek(&mut self, is_void: impl Fn(&Event) -> bool) -> Option<Event> {
        while let Some(Reverse(event)) = self.heap.peek() {
            if !is_void(event) {
                return Some(*event);
            }
            self.heap.pop();
        }
        None
    }

    /// Takes out the event that `peek` showed.
    pub(super) fn pop(&mut self) {
        self.heap.pop();
    }
}
