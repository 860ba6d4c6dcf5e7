//! Which events of an execution happen before which, and which of them race.
//!
//! An event happens after the one before it in its thread, after the beginning of its thread, and
//! after every earlier event that it conflicts with. Two events race if they conflict and nothing
//! between them puts them in order, so that the other order could be had, too. That a lock can be
//! taken once it has been let go is order and no race: what races there is who takes it first.

use super::deeds::{Deeds, Part, Planned};
use super::event::{Blocked, Event};
use crate::heap::record::{Location, Touch};
use crate::kernel::ThreadId;
use rustc_hash::FxHashSet;

/// An event of an execution.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) event: Event,
    /// How many events of its thread there are up to this one.
    pub(super) number: u32,
    /// The event among those of the search.
    pub(super) again: Planned,
    /// How often, up to this one, a thread was certainly pre-empted, in whatever order.
    forced: u32,
}

/// An access to an object or to a location.
#[derive(Clone, Copy, Debug)]
struct Touched {
    step: u32,
    /// The number of its location.
    location: u32,
    /// How many accesses there are up to the last one before that changes anything.
    changed: u32,
    touch: Touch,
    /// Whether it touches the whole object.
    is_whole: bool,
    /// Whether a lock is held from then on.
    is_held: bool,
}

/// Accesses in order.
#[derive(Clone, Default, Debug)]
struct History(Vec<Touched>);

impl History {
    fn add(&mut self, step: u32, part: &Part) {
        let last = self.0.last();
        let was_held = last.is_some_and(|last| last.is_held);
        let changed = last.map_or(0, |last| match last.touch.changes() {
            true => self.0.len() as u32,
            false => last.changed,
        });
        let touch = part.access.touch;
        self.0.push(Touched {
            step,
            location: part.location,
            changed,
            touch,
            is_whole: part.access.location.part == Location::WHOLE,
            is_held: match touch {
                Touch::Acquire | Touch::TryAcquire => true,
                Touch::Release => false,
                _ => was_held,
            },
        });
    }

    /// Finds who has touched the same before, from the last one back to one that comes after all earlier ones.
    fn find(&self, steps: &[Step], thread: ThreadId, part: &Part, earlier: &mut Vec<Earlier>) {
        let touch = part.access.touch;
        let (is_whole, changes) = (
            part.access.location.part == Location::WHOLE,
            touch.changes(),
        );
        let from = earlier.len();
        let mut last = None;
        let mut left = self.0.len();
        while let Some(it) = self.0[..left].last() {
            left -= 1;
            if last.is_some_and(|last| last != it.step) {
                break;
            }
            if !changes && !it.touch.changes() {
                left = it.changed as usize;
                continue;
            }
            let covers = it.is_whole || it.location == part.location;
            if !covers && !is_whole {
                continue;
            }
            // Who found the lock held could not have been forestalled by one who waits for it.
            let in_vain = it.is_held && (it.touch, touch) == (Touch::Look, Touch::Acquire);
            let is_order = in_vain || is_order(it.touch, touch);
            if steps[it.step as usize].event.thread != thread {
                earlier.push(Earlier {
                    step: it.step,
                    is_order,
                    locations: [it.location, part.location],
                });
            }
            if covers && it.touch.changes() && !is_order {
                last = Some(it.step);
            }
        }
        earlier[from..].reverse();
    }
}

/// What has been touched of an object.
#[derive(Clone, Default, Debug)]
struct Object {
    /// All of it.
    history: History,
    /// How often the object as a whole.
    wholes: usize,
}

/// The steps of a thread.
#[derive(Clone, Default, Debug)]
pub(super) struct Lane {
    /// Its steps, and the one that began it.
    steps: Vec<u32>,
    /// Its steps before the end of the run.
    pub(super) on_time: Vec<u32>,
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
    /// For each step, how many events of each thread have happened before, itself included: `width`
    /// numbers a step.
    clocks: Vec<u32>,
    /// Threads for which clocks have room.
    width: usize,
    pub(super) deeds: Deeds,
    /// Accesses to each object, by its number.
    objects: Vec<Object>,
    /// The same to each location.
    locations: Vec<History>,
    /// By thread.
    pub(super) lanes: Vec<Lane>,
    /// How many of the steps up to each of the first ones touch what is important.
    meetings: Vec<usize>,
    /// How much was important then.
    met: usize,
    /// Of what is done, by number, whether it touches anything of that, as far as anybody has asked.
    concerned: Vec<Option<bool>>,
    pub(super) important: Important,
    /// Of locations, by number, whether they are known to be important.
    marked: Vec<bool>,
    /// Those who wait for ever at its end.
    pub(super) blocked: Vec<Blocked>,
    /// The clock of the event that is looked at.
    clock: Vec<u32>,
    /// Earlier events that it conflicts with.
    earlier: Vec<Earlier>,
    /// Those that it races with.
    races: Vec<usize>,
}

/// An earlier event that conflicts with the one that is looked at.
#[derive(Clone, Copy, Debug)]
struct Earlier {
    step: u32,
    /// The other order could not be had.
    is_order: bool,
    /// Their numbers.
    locations: [u32; 2],
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
        let named = self.steps.iter().enumerate().map(|(at, step)| {
            let clock = self.clock_of(at);
            let known = clock.iter().rposition(|count| *count > 0);
            let clock = clock[..known.map_or(0, |last| last + 1)].to_vec();
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

    /// For each thread, how many of its events have happened before a step.
    pub(super) fn clock_of(&self, step: usize) -> &[u32] {
        &self.clocks[step * self.width..][..self.width]
    }

    /// Adds an event; gives the earlier ones that it races with.
    pub(super) fn push(&mut self, event: &Event) -> &[usize] {
        let again = Planned::again(event, &mut self.deeds);
        let at = self.steps.len() as u32;
        let thread = event.thread.0 as usize;
        self.make_room(event.spawned.map_or(thread, |it| thread.max(it.0 as usize)));
        let number = self.begin_clock(thread);
        if let Some(earlier) = event.after {
            self.come_after(earlier);
        }
        self.meet(event.thread, again.deed);
        self.clock[thread] = number;
        let forced = self.forced() + u32::from(self.is_forced(event, again.deed));
        self.clocks.extend_from_slice(&self.clock);
        for part in self.deeds.parts(again.deed) {
            let object = &mut self.objects[part.object as usize];
            object.wholes += usize::from(part.access.location.part == Location::WHOLE);
            object.history.add(at, part);
            self.locations[part.location as usize].add(at, part);
        }
        let lane = &mut self.lanes[thread];
        lane.steps.push(at);
        if !event.is_late {
            lane.on_time.push(at);
        }
        if let Some(spawned) = event.spawned {
            self.lanes[spawned.0 as usize].steps.push(at);
        }
        self.steps.push(Step {
            event: event.clone(),
            number,
            again,
            forced,
        });
        &self.races
    }

    /// How many pre-emptions there are at least in every order that is equivalent to this one.
    pub(super) fn forced(&self) -> u32 {
        self.steps.last().map_or(0, |step| step.forced)
    }

    /// Whether the thread of the event that is looked at could have gone on with it after its last one, and
    /// something that others did had to come between: after the one, and before the other.
    fn is_forced(&self, event: &Event, deed: u32) -> bool {
        let own = event.thread.0 as usize;
        let Some(last) = self.lanes[own].steps.last().map(|it| *it as usize) else {
            return false;
        };
        let step = &self.steps[last];
        let is_free = step.event.thread == event.thread && !step.event.leaves && !event.is_late;
        if !is_free {
            return false;
        }
        let waits = |it: &Part| matches!(it.access.touch, Touch::Acquire | Touch::Join);
        let before = self.clock_of(last);
        let news = (0..self.width).filter(|it| *it != own && self.clock[*it] > before[*it]);
        let mut comes_between = news.map(|thread| {
            // The step that began it comes first in its lane.
            let lane = &self.lanes[thread].steps;
            let is_begun = self.steps[lane[0] as usize].event.thread.0 as usize != thread;
            lane[self.clock[thread] as usize - 1 + usize::from(is_begun)]
        });
        comes_between.any(|at| self.clock_of(at as usize)[own] >= step.number)
            && !self.deeds.parts(deed).iter().any(waits)
    }

    /// Sees to it that there is room for a thread and for all objects.
    fn make_room(&mut self, thread: usize) {
        if self.marked.len() != self.deeds.locations() {
            let (objects, locations) = (self.deeds.objects(), self.deeds.locations());
            self.objects.resize_with(objects, Object::default);
            self.locations.resize_with(locations, History::default);
            self.marked.resize(self.deeds.locations(), false);
        }
        if self.lanes.len() <= thread {
            self.lanes.resize_with(thread + 1, Lane::default);
        }
        if self.width <= thread {
            let width = (thread + 1).next_power_of_two();
            let mut clocks = Vec::with_capacity(self.clocks.capacity());
            for at in 0..self.steps.len() {
                clocks.extend_from_slice(self.clock_of(at));
                clocks.resize((at + 1) * width, 0);
            }
            (self.clocks, self.width) = (clocks, width);
        }
    }

    /// Begins with what happened before the next event of a thread if it touches nothing; gives its number.
    fn begin_clock(&mut self, thread: usize) -> u32 {
        self.clock.clear();
        match self.lanes[thread].steps.last() {
            Some(step) => {
                let row = *step as usize * self.width;
                self.clock
                    .extend_from_slice(&self.clocks[row..][..self.width]);
            }
            None => self.clock.resize(self.width, 0),
        }
        self.clock[thread] + 1
    }

    /// Finds the earlier events that a thread races with when it does this; its clock comes after all that
    /// it conflicts with.
    fn meet(&mut self, thread: ThreadId, deed: u32) {
        self.earlier.clear();
        for part in self.deeds.parts(deed) {
            let object = &self.objects[part.object as usize];
            // Where nobody has touched the whole, all who have touched a part have touched that.
            let is_part = part.access.location.part != Location::WHOLE && object.wholes == 0;
            let history = match is_part {
                true => &self.locations[part.location as usize],
                false => &object.history,
            };
            history.find(&self.steps, thread, part, &mut self.earlier);
        }
        if self.earlier.len() > 1 {
            self.earlier.sort_by_key(|it| std::cmp::Reverse(it.step));
        }
        self.races.clear();
        for is_order in [false, true] {
            for place in 0..self.earlier.len() {
                let earlier = self.earlier[place];
                if earlier.is_order != is_order {
                    continue;
                }
                let at = earlier.step as usize;
                let step = &self.steps[at];
                if step.number <= self.clock[step.event.thread.0 as usize] {
                    continue;
                }
                self.come_after(at);
                if !is_order {
                    for location in earlier.locations {
                        if !std::mem::replace(&mut self.marked[location as usize], true) {
                            self.important.0.insert(self.deeds.location(location));
                        }
                    }
                    self.races.push(at);
                }
            }
        }
    }

    /// The event that is looked at comes after an earlier one and all that comes before that.
    fn come_after(&mut self, step: usize) {
        let theirs = &self.clocks[step * self.width..][..self.width];
        for (mine, theirs) in self.clock.iter_mut().zip(theirs) {
            *mine = (*mine).max(*theirs);
        }
    }

    /// The events that a thread races with that waits for something for ever, and what it would do.
    pub(super) fn races_of_blocked(&mut self, blocked: &Blocked) -> (&[usize], Planned) {
        let deed = self.deeds.number(&[blocked.access].into());
        let thread = blocked.thread;
        self.make_room(thread.0 as usize);
        self.begin_clock(thread.0 as usize);
        self.meet(thread, deed);
        (&self.races, Planned::anew(thread, deed, &mut self.deeds))
    }

    /// Whether the step at `later` happens after that at `earlier`.
    pub(super) fn happens_after(&self, later: usize, earlier: usize) -> bool {
        let earlier = &self.steps[earlier];
        self.clock_of(later)[earlier.event.thread.0 as usize] >= earlier.number
    }

    /// Forgets the events from a step on.
    pub(super) fn truncate(&mut self, len: usize) {
        self.blocked.clear();
        self.meetings.truncate(len);
        self.clocks.truncate(len * self.width);
        for step in self.steps.drain(len..).rev() {
            for part in self.deeds.parts(step.again.deed) {
                let object = &mut self.objects[part.object as usize];
                let last = object.history.0.pop();
                object.wholes -= usize::from(last.is_some_and(|last| last.is_whole));
                self.locations[part.location as usize].0.pop();
            }
            let lane = &mut self.lanes[step.event.thread.0 as usize];
            lane.steps.pop();
            if !step.event.is_late {
                lane.on_time.pop();
            }
            if let Some(spawned) = step.event.spawned {
                self.lanes[spawned.0 as usize].steps.pop();
            }
        }
    }

    /// How many of its events touch what is important.
    pub fn meetings(&mut self, important: &Important) -> usize {
        if self.met != important.len() {
            self.met = important.len();
            self.meetings.clear();
            self.concerned.clear();
        }
        let mut count = self.meetings.last().copied().unwrap_or(0);
        for step in &self.steps[self.meetings.len()..] {
            let deed = step.again.deed as usize;
            if self.concerned.len() <= deed {
                self.concerned.resize(deed + 1, None);
            }
            let is_concerned = || important.concerns(&step.event);
            count += usize::from(*self.concerned[deed].get_or_insert_with(is_concerned));
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
