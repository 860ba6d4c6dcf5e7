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
#[derive(Clone, Copy, Debug)]
struct Moment {
    thread: ThreadId,
    /// What the thread has come to; 0 where it is not known.
    figure: u64,
    /// The moment before of the same thread.
    before: Option<u32>,
    /// Where the event is to be had.
    place: u32,
}

/// Gives the event at a place: they are asked for where somebody goes round in circles only.
pub(crate) type Past<'a> = &'a dyn Fn(u32) -> Option<Arc<Event>>;

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
    last: Vec<Option<u32>>,
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
                self.last[moment.thread.0 as usize] = moment.before;
            }
        }
        if self.rests.is_empty() {
            return;
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

    /// Takes note of an event, and says of it after which one it comes and whether its thread rests now. It is to
    /// be had at `place` from then on.
    pub(crate) fn note(&mut self, event: Arc<Event>, place: u32, past: Past<'_>) -> Arc<Event> {
        let (at, thread) = (self.moments.len(), event.thread);
        let mut after = None;
        if !self.rests.is_empty() {
            after = self.resume(thread, at);
            self.wake(&event, at, past);
        }
        let number = thread.0 as usize;
        if self.last.len() <= number {
            self.last.resize(number + 1, None);
        }
        let before = self.last[number].replace(at as u32);
        self.moments.push(Moment {
            thread,
            figure: event.figure,
            before,
            place,
        });
        let rests = event.figure != 0 && self.has_come_round(thread, at, past);
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
    fn wake(&mut self, event: &Event, at: usize, past: Past<'_>) {
        for number in 0..self.rests.len() {
            let rest = self.rests[number];
            if rest.woken.is_some() || rest.thread == event.thread {
                continue;
            }
            let is_read = |it| {
                let mine = self.event(it, past);
                mine.is_some_and(|mine| event.changes_what_was_read_by(&mine))
            };
            let is_woken = self.turn(rest.from, rest.to).any(is_read);
            self.rests[number].woken = is_woken.then_some(at);
        }
    }

    /// Whether a thread is where it was before, having changed nothing since, and nobody else has changed
    /// what it has read.
    fn has_come_round(&mut self, thread: ThreadId, at: usize, past: Past<'_>) -> bool {
        let Some(from) = self.beginning(at) else {
            return false;
        };
        let change = |read: usize| {
            let mine = self.event(read, past)?;
            (read + 1..=at).find(|it| {
                let is_other = self.moments[*it].thread != thread;
                let theirs = if is_other {
                    self.event(*it, past)
                } else {
                    None
                };
                theirs.is_some_and(|theirs| theirs.changes_what_was_read_by(&mine))
            })
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
        let figure = self.moments[at].figure;
        let mut place = at;
        for _ in 0..LONGEST {
            place = self.moments[place].before? as usize;
            match self.moments[place].figure {
                0 => return None,
                other if other == figure => return Some(place),
                _ => {}
            }
        }
        None
    }

    fn event(&self, at: usize, past: Past<'_>) -> Option<Arc<Event>> {
        past(self.moments[at].place)
    }

    /// The moments of a thread after one and up to another, the last one first.
    fn turn(&self, from: usize, to: usize) -> impl Iterator<Item = usize> {
        let mut next = Some(to);
        std::iter::from_fn(move || {
            let at = next.filter(|at| *at != from)?;
            next = self.moments[at].before.map(|it| it as usize);
            Some(at)
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

    /// Spins, and what they are told.
    #[derive(Default)]
    struct Told {
        spins: Spins,
        events: Vec<Arc<Event>>,
    }

    impl Told {
        fn note(&mut self, event: Arc<Event>) -> Arc<Event> {
            self.events.push(event.clone());
            let events = &self.events;
            let past = |place: u32| events.get(place as usize).cloned();
            self.spins.note(event, events.len() as u32 - 1, &past)
        }

        fn rewind(&mut self, events: usize) {
            self.events.truncate(events);
            self.spins.rewind(events);
        }
    }

    #[test]
    fn who_reads_the_same_again_rests_until_it_is_changed() {
        let mut told = Told::default();
        told.note(event(1, 9, Touch::Read, 7));
        assert!(!told.spins.has(ThreadId(1)));
        assert!(told.note(event(1, 9, Touch::Read, 7)).leaves);
        assert!(told.spins.has(ThreadId(1)));
        told.note(event(2, 8, Touch::Write, 0));
        told.note(event(2, 9, Touch::Read, 3));
        assert!(told.spins.has(ThreadId(1)));
        told.note(event(2, 9, Touch::Write, 0));
        assert!(!told.spins.has_any());
        assert_eq!(told.note(event(1, 9, Touch::Read, 7)).after, Some(4));
        assert!(
            told.spins.has(ThreadId(1)),
            "what it reads now is the same again"
        );
        // Back before the change.
        told.rewind(4);
        assert!(told.spins.has(ThreadId(1)));
        told.rewind(1);
        assert!(!told.spins.has_any());
    }

    #[test]
    fn a_change_amid_the_turn_counts_and_so_does_one_of_its_own() {
        let mut told = Told::default();
        for (thread, object, touch, figure) in [
            (1, 8, Touch::Read, 7),
            (1, 9, Touch::Read, 6),
            (2, 9, Touch::Write, 0),
            (1, 8, Touch::Read, 7),
        ] {
            told.note(event(thread, object, touch, figure));
        }
        assert!(!told.spins.has_any());
        assert_eq!(told.note(event(1, 9, Touch::Read, 6)).after, Some(2));
        let mut told = Told::default();
        told.note(event(1, 8, Touch::Read, 7));
        told.note(event(1, 9, Touch::Write, 0));
        told.note(event(1, 8, Touch::Read, 7));
        assert!(!told.spins.has_any());
    }
}
