//! Which events of an execution happen before which, and which of them race.
//!
//! An event happens after the one before it in its thread, after the beginning of its thread, and
//! after every earlier event that it conflicts with. Two events race if they conflict and nothing
//! between them puts them in order, so that the other order could be had, too. That a lock can be
//! taken once it has been let go is order and no race: what races there is who takes it first.

use super::event::{Blocked, Event};
use crate::heap::record::{Access, Location, Touch};
use crate::kernel::ThreadId;
use rustc_hash::{FxHashMap, FxHashSet};

/// For each thread, how many of its events have happened before.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Clock(Vec<u32>);

impl Clock {
    pub(super) fn of(&self, thread: ThreadId) -> u32 {
        self.0.get(thread.0 as usize).copied().unwrap_or(0)
    }

    pub(super) fn set(&mut self, thread: ThreadId, count: u32) {
        let at = thread.0 as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] = count;
    }

    pub(super) fn merge(&mut self, other: &Clock) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*theirs);
        }
    }
}

/// An event, and what happened before it.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) event: Event,
    /// How many events of its thread there are up to this one.
    pub(super) number: u32,
    /// What happened before, itself included.
    pub(super) clock: Clock,
}

/// Locations whose accesses by different threads are not ordered by what is exempt from choice: only
/// where these are touched does it matter who goes first.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Important(FxHashSet<Location>);

impl Important {
    /// Whether an event touches any of them.
    pub fn concerns(&self, event: &Event) -> bool {
        event.accesses.iter().any(|it| self.contains(it.location))
    }

    fn contains(&self, location: Location) -> bool {
        let whole = Location::named(location.object);
        self.0.contains(&location)
            || self.0.contains(&whole)
            || (location == whole && self.0.iter().any(|it| it.object == whole.object))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of both.
    pub fn extend(&mut self, other: &Important) {
        self.0.extend(&other.0);
    }
}

/// An execution and its order.
#[derive(Clone, Default, Debug)]
pub struct Trace {
    pub(super) steps: Vec<Step>,
    /// Accesses to each object, in order: the step, and what.
    touched: FxHashMap<u64, Vec<(usize, Access)>>,
    /// The last step of each thread, and the one that began it.
    last: FxHashMap<ThreadId, Vec<usize>>,
    /// How many of the steps up to each of the first ones touch what is important.
    meetings: Vec<usize>,
    /// How much was important then.
    met: usize,
    pub(super) important: Important,
    /// Those who wait for ever at its end.
    pub(super) blocked: Vec<Blocked>,
}

impl Trace {
    /// The execution of these events.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Trace {
        let mut trace = Trace::default();
        for event in events {
            trace.push(event);
        }
        trace
    }

    /// Notes who waits for ever at its end.
    pub fn end_blocked(&mut self, blocked: &[Blocked]) {
        self.blocked = blocked.to_vec();
    }

    /// Its events.
    pub fn events(&self) -> impl ExactSizeIterator<Item = &Event> {
        self.steps.iter().map(|step| &step.event)
    }

    /// What equivalent executions, and only those, have in common: of each event, thread by thread, how
    /// many events of each thread happen before it.
    pub fn class(&self) -> Vec<(ThreadId, u32, Vec<u32>)> {
        let named = self.steps.iter().map(|step| {
            let clock = step.clock.0.clone();
            (step.event.thread, step.number, clock)
        });
        let mut class: Vec<_> = named.collect();
        class.sort_unstable();
        class
    }

    /// Locations where threads have met without being in order.
    pub fn important(&self) -> &Important {
        &self.important
    }

    /// Adds an event; gives the earlier ones that it races with.
    pub(super) fn push(&mut self, event: &Event) -> Vec<usize> {
        let at = self.steps.len();
        let (mut clock, number) = self.before(event.thread);
        let races = self.meet(event.thread, &event.accesses, &mut clock);
        clock.set(event.thread, number);
        for access in event.accesses.iter() {
            let touched = self.touched.entry(access.location.object).or_default();
            touched.push((at, *access));
        }
        self.last.entry(event.thread).or_default().push(at);
        if let Some(spawned) = event.spawned {
            self.last.entry(spawned).or_default().push(at);
        }
        self.steps.push(Step {
            event: event.clone(),
            number,
            clock,
        });
        races
    }

    /// What happened before the next event of a thread if it touches nothing, and its number.
    fn before(&self, thread: ThreadId) -> (Clock, u32) {
        let last = self.last.get(&thread).and_then(|steps| steps.last());
        let clock = last.map_or_else(Clock::default, |step| self.steps[*step].clock.clone());
        let number = clock.of(thread) + 1;
        (clock, number)
    }

    /// The earlier events that a thread with this clock races with when it touches this; its clock comes
    /// after all that it conflicts with.
    fn meet(&mut self, thread: ThreadId, accesses: &[Access], clock: &mut Clock) -> Vec<usize> {
        // The step, whether it is order only, and the locations.
        let mut earlier: Vec<(usize, bool, [Location; 2])> = Vec::new();
        for access in accesses {
            let touched = self.touched.get(&access.location.object);
            let mut is_held = false;
            for (step, other) in touched.into_iter().flatten() {
                match other.touch {
                    Touch::Acquire | Touch::TryAcquire => is_held = true,
                    Touch::Release => is_held = false,
                    _ => {}
                }
                if other.conflicts(*access) && self.steps[*step].event.thread != thread {
                    // Who found the lock held could not have been forestalled by one who waits for it.
                    let in_vain =
                        is_held && (other.touch, access.touch) == (Touch::Look, Touch::Acquire);
                    let is_order = in_vain || is_order(other.touch, access.touch);
                    earlier.push((*step, is_order, [other.location, access.location]));
                }
            }
        }
        earlier.sort_unstable_by_key(|(step, ..)| std::cmp::Reverse(*step));
        let mut races = Vec::new();
        for order_only in [false, true] {
            for (step, _, locations) in { earlier.iter() }.filter(|it| it.1 == order_only) {
                let Step {
                    event,
                    number,
                    clock: theirs,
                } = &self.steps[*step];
                if *number <= clock.of(event.thread) {
                    continue;
                }
                clock.merge(theirs);
                if !order_only {
                    self.important.0.extend(locations);
                    races.push(*step);
                }
            }
        }
        races
    }

    /// The events that a thread races with that waits for something for ever.
    pub(super) fn races_of_blocked(&mut self, blocked: &Blocked) -> Vec<usize> {
        let (mut clock, _) = self.before(blocked.thread);
        self.meet(blocked.thread, &[blocked.access], &mut clock)
    }

    /// Whether the step at `later` happens after that at `earlier`.
    pub(super) fn happens_after(&self, later: usize, earlier: usize) -> bool {
        let earlier = &self.steps[earlier];
        self.steps[later].clock.of(earlier.event.thread) >= earlier.number
    }

    /// Forgets the events from a step on.
    pub(super) fn truncate(&mut self, len: usize) {
        self.blocked.clear();
        self.meetings.truncate(len);
        for Step { event, .. } in self.steps.drain(len..) {
            for thread in event.spawned.into_iter().chain([event.thread]) {
                if let Some(steps) = self.last.get_mut(&thread) {
                    while steps.last().is_some_and(|step| *step >= len) {
                        steps.pop();
                    }
                }
            }
            for access in event.accesses.iter() {
                if let Some(touched) = self.touched.get_mut(&access.location.object) {
                    while touched.last().is_some_and(|(step, _)| *step >= len) {
                        touched.pop();
                    }
                }
            }
        }
    }

    /// How many of its events touch what is important.
    pub fn meetings(&mut self, important: &Important) -> usize {
        if self.met != important.len() {
            self.met = important.len();
            self.meetings.clear();
        }
        let mut count = self.meetings.last().copied().unwrap_or(0);
        for step in &self.steps[self.meetings.len()..] {
            count += usize::from(important.concerns(&step.event));
            self.meetings.push(count);
        }
        count
    }
}

/// Whether the second can only come after the first.
fn is_order(first: Touch, second: Touch) -> bool {
    matches!(
        (first, second),
        (Touch::Release, Touch::Acquire) | (Touch::End, Touch::Join)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_races_with_the_last_write_and_a_write_with_the_reads_since() {
        let mut trace = Trace::default();
        assert_eq!(trace.push(&Event::touching(1, 9, Touch::Write)), []);
        assert_eq!(trace.push(&Event::touching(2, 9, Touch::Read)), [0]);
        assert_eq!(trace.push(&Event::touching(3, 9, Touch::Read)), [0]);
        assert_eq!(trace.push(&Event::touching(1, 9, Touch::Write)), [2, 1]);
        assert_eq!(trace.push(&Event::touching(2, 8, Touch::Write)), []);
        assert!(trace.happens_after(3, 0) && trace.happens_after(4, 0));
        assert!(!trace.happens_after(4, 3));
    }

    #[test]
    fn of_two_critical_sections_it_is_the_taking_that_races() {
        let mut trace = Trace::default();
        for (object, touch) in [(9, Touch::Acquire), (8, Touch::Write), (9, Touch::Release)] {
            assert_eq!(trace.push(&Event::touching(1, object, touch)), []);
        }
        assert_eq!(trace.push(&Event::touching(2, 9, Touch::Acquire)), [0]);
        assert!(trace.happens_after(3, 2));
    }

    #[test]
    fn a_lock_let_go_by_another_thread_is_waited_for_without_a_race() {
        let mut trace = Trace::default();
        trace.push(&Event::touching(1, 9, Touch::Acquire));
        assert_eq!(trace.push(&Event::touching(2, 9, Touch::Release)), [0]);
        assert_eq!(trace.push(&Event::touching(1, 9, Touch::Acquire)), []);
    }
}
