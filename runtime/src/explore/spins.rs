//! Threads that go round in circles: each comes back to where it was, having changed nothing, and will do
//! the same again for as long as nobody changes what it has read on the way.
//!
//! Such a thread rests until somebody does. That leaves out no ending: another turn of the loop would
//! read the same and come to the same state, and whatever others can do between two reads of a later
//! turn they can do between the same reads of the first. So a loop that waits for a flag has as many kinds of
//! schedule as there are changes of the flag, and where all others have come to their ends it is
//! proven that it never ends.
//!
//! A turn that comes after a change comes *after* it ([`Event::after`]): without it, the thread would rest.
//! What a thread has come to is told by a number ([`Event::figure`]), which is as exact as the snapshot that it
//! is made of. Touches nothing but what it is told.

use super::event::Event;
use crate::kernel::ThreadId;
use std::sync::Arc;

/// Events of the longest turn that is recognised: looking for longer ones would cost all other programs.
const LONGEST: usize = 32;

/// An event of the present execution.
#[derive(Debug)]
struct Moment {
    event: Arc<Event>,
    /// The moment before of the same thread.
    before: Option<usize>,
}

/// A turn that led back to its beginning.
#[derive(Clone, Copy, Debug)]
struct Rest {
    thread: ThreadId,
    /// The moment whose end is the beginning of the turn.
    from: usize,
    /// The one whose end is the end.
    to: usize,
    /// The first change of anything that was read.
    woken: Option<usize>,
    /// When the thread went on.
    resumed: Option<usize>,
}

/// Who goes round in circles in the present execution.
#[derive(Default, Debug)]
pub struct Spins {
    moments: Vec<Moment>,
    /// Of each thread, its last moment.
    last: Vec<Option<usize>>,
    rests: Vec<Rest>,
}

impl Spins {
    /// Nobody, before the first event.
    pub(crate) fn new() -> Spins {
        Spins::default()
    }

    /// Goes back to the moment right after so many events.
    pub(super) fn rewind(&mut self, events: usize) {
        while self.moments.len() > events {
            if let Some(moment) = self.moments.pop() {
                self.last[moment.event.thread.0 as usize] = moment.before;
            }
        }
        let is_past = |at: &usize| *at < events;
        self.rests.retain(|rest| rest.to < events);
        for rest in &mut self.rests {
            rest.woken = rest.woken.filter(is_past);
            rest.resumed = rest.resumed.filter(is_past);
        }
    }

    /// Whether anybody rests.
    pub(crate) fn has_any(&self) -> bool {
        self.rests.iter().any(|rest| rest.woken.is_none())
    }

    /// Whether a thread rests.
    pub(crate) fn has(&self, thread: ThreadId) -> bool {
        { self.rests.iter() }.any(|rest| rest.thread == thread && rest.woken.is_none())
    }

    /// Takes note of an event, and says of it after which one it comes and whether its thread rests now.
    pub(crate) fn note(&mut self, event: Arc<Event>) -> Arc<Event> {
        let (at, thread) = (self.moments.len(), event.thread);
        let mut after = None;
        if !self.rests.is_empty() {
            after = self.resume(thread, at);
            self.wake(&event, at);
        }
        let number = thread.0 as usize;
        if self.last.len() <= number {
            self.last.resize(number + 1, None);
        }
        let before = self.last[number].replace(at);
        self.moments.push(Moment {
            event: event.clone(),
            before,
        });
        let rests = event.figure != 0 && self.has_come_round(thread, at);
        if after.is_none() && !rests {
            return event;
        }
        Arc::new(Event {
            after,
            leaves: event.leaves || rests,
            ..(*event).clone()
        })
    }

    /// The event that let a thread go on, if this is its first one since.
    fn resume(&mut self, thread: ThreadId, at: usize) -> Option<usize> {
        let rest = { self.rests.iter_mut() }.rfind(|rest| rest.thread == thread)?;
        if rest.resumed.is_some() {
            return None;
        }
        rest.resumed = Some(at);
        rest.woken
    }

    /// Wakes those who have read what an event changes.
    fn wake(&mut self, event: &Event, at: usize) {
        for number in 0..self.rests.len() {
            let rest = self.rests[number];
            if rest.woken.is_some() || rest.thread == event.thread {
                continue;
            }
            let is_read = |(_, mine): (usize, &Event)| event.changes_what_was_read_by(mine);
            let is_woken = self.turn(rest.from, rest.to).any(is_read);
            self.rests[number].woken = is_woken.then_some(at);
        }
    }

    /// Whether a thread is where it was before, having changed nothing since, and nobody else has changed
    /// what it has read.
    fn has_come_round(&mut self, thread: ThreadId, at: usize) -> bool {
        let Some(from) = self.beginning(at) else {
            return false;
        };
        let change = |(read, mine): (usize, &Event)| {
            let later = self.moments[read + 1..=at].iter();
            let change = { later }.position(|it| {
                it.event.thread != thread && it.event.changes_what_was_read_by(mine)
            });
            change.map(|place| read + 1 + place)
        };
        let woken = self.turn(from, at).filter_map(change).min();
        self.rests.push(Rest {
            thread,
            from,
            to: at,
            woken,
            resumed: None,
        });
        woken.is_none()
    }

    /// The last moment at which its thread had come to the same as at this one.
    fn beginning(&self, at: usize) -> Option<usize> {
        let figure = self.moments[at].event.figure;
        let mut place = at;
        for _ in 0..LONGEST {
            place = self.moments[place].before?;
            match self.moments[place].event.figure {
                0 => return None,
                other if other == figure => return Some(place),
                _ => {}
            }
        }
        None
    }

    /// The events of a thread after one moment and up to another, the last one first.
    fn turn(&self, from: usize, to: usize) -> impl Iterator<Item = (usize, &Event)> {
        let mut next = Some(to);
        std::iter::from_fn(move || {
            let at = next.filter(|at| *at != from)?;
            next = self.moments[at].before;
            Some((at, &*self.moments[at].event))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap::record::Touch;

    fn event(thread: u32, object: u64, touch: Touch, figure: u64) -> Arc<Event> {
        Arc::new(Event {
            figure,
            ..Event::touching(thread, object, touch)
        })
    }

    #[test]
    fn who_reads_the_same_again_rests_until_it_is_changed() {
        let mut spins = Spins::new();
        spins.note(event(1, 9, Touch::Read, 7));
        assert!(!spins.has(ThreadId(1)));
        assert!(spins.note(event(1, 9, Touch::Read, 7)).leaves);
        assert!(spins.has(ThreadId(1)));
        spins.note(event(2, 8, Touch::Write, 0));
        spins.note(event(2, 9, Touch::Read, 3));
        assert!(spins.has(ThreadId(1)));
        spins.note(event(2, 9, Touch::Write, 0));
        assert!(!spins.has_any());
        assert_eq!(spins.note(event(1, 9, Touch::Read, 7)).after, Some(4));
        assert!(
            spins.has(ThreadId(1)),
            "what it reads now is the same again"
        );
        // Back before the change.
        spins.rewind(4);
        assert!(spins.has(ThreadId(1)));
        spins.rewind(1);
        assert!(!spins.has_any());
    }

    #[test]
    fn a_change_amid_the_turn_counts_and_so_does_one_of_its_own() {
        let mut spins = Spins::new();
        for (thread, object, touch, figure) in [
            (1, 8, Touch::Read, 7),
            (1, 9, Touch::Read, 6),
            (2, 9, Touch::Write, 0),
            (1, 8, Touch::Read, 7),
        ] {
            spins.note(event(thread, object, touch, figure));
        }
        assert!(!spins.has_any());
        assert_eq!(spins.note(event(1, 9, Touch::Read, 6)).after, Some(2));
        let mut spins = Spins::new();
        spins.note(event(1, 8, Touch::Read, 7));
        spins.note(event(1, 9, Touch::Write, 0));
        spins.note(event(1, 8, Touch::Read, 7));
        assert!(!spins.has_any());
    }
}
