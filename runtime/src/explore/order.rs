//! An execution put into an equivalent order with few pre-emptions, so that people can follow it.

use super::event::{Blocked, Event};
use super::trace::{Step, Trace};
use crate::heap::record::{Access, Location, Touch};
use crate::kernel::ThreadId;
use std::borrow::Cow;

/// An order of events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// Whose turn it is, event by event.
    pub threads: Vec<ThreadId>,
    /// How often a thread that could have gone on did not.
    pub preemptions: usize,
}

/// What decides among those who could go next.
#[derive(Clone, Copy, Debug)]
enum Preference {
    /// Who came first in the execution.
    Earliest,
    /// Who came last.
    Latest,
    /// The lowest number.
    Lowest,
}

/// An order in which the same events depend on each other in the same way, with as few pre-emptions as
/// a simple search finds. Late events are left out.
pub fn calmest(trace: &Trace) -> Order {
    let found = calmest_below(trace, usize::MAX);
    found.expect("(order) there are fewer than that")
}

/// The same, if it has fewer pre-emptions than `limit`.
pub fn calmest_below(trace: &Trace, limit: usize) -> Option<Order> {
    if trace.forced() as usize >= limit {
        return None;
    }
    let preferences = [Preference::Lowest, Preference::Earliest, Preference::Latest];
    let mut best: Option<Order> = None;
    for preference in preferences {
        let limit = best.as_ref().map_or(limit, |best| best.preemptions);
        if limit == 0 {
            break;
        }
        let (order, had_choice) = arrange(trace, preference, limit);
        let Some(order) = order else {
            match had_choice {
                true => continue,
                false => break,
            }
        };
        let events: Vec<&Event> = order.iter().map(|at| &trace.steps[*at].event).collect();
        let preemptions = count_preemptions(&events, &trace.blocked, limit);
        if preemptions < limit {
            best = Some(Order {
                preemptions,
                threads: events.iter().map(|event| event.thread).collect(),
            });
        }
        if !had_choice {
            // The other preferences come to the same.
            break;
        }
    }
    best
}

/// How far an order has got.
struct Arranging<'a> {
    trace: &'a Trace,
    /// How many of its steps each thread has taken.
    taken: Vec<usize>,
    /// The number of each thread's last step.
    done: Vec<u32>,
    /// The steps so far.
    order: Vec<usize>,
    /// Whether a preference has ever decided.
    had_choice: bool,
}

impl Arranging<'_> {
    /// The next step of a thread, if there is one.
    fn front(&self, thread: usize) -> Option<usize> {
        let steps = &self.trace.lanes.get(thread)?.on_time;
        steps.get(self.taken[thread]).map(|at| *at as usize)
    }

    /// The same, if all that it depends on has happened.
    fn ready(&self, thread: usize) -> Option<usize> {
        let at = self.front(thread)?;
        let clock = self.trace.clock_of(at).iter().zip(&self.done);
        // It is itself the one step of its thread that has not been taken.
        let missing = clock.filter(|(count, done)| count > done).count();
        if missing > 1 {
            return None;
        }
        let waits = self.trace.steps[at].event.waits;
        waits.is_none_or(|lock| self.is_held(lock)).then_some(at)
    }

    /// Whether somebody has taken a lock, so far, and not let it go.
    fn is_held(&self, lock: Location) -> bool {
        let steps = &self.trace.steps;
        let is_taken = |step: &Step| {
            { step.event.accesses.iter() }.find_map(|it| match it.touch {
                _ if it.location != lock => None,
                Touch::Acquire | Touch::TryAcquire => Some(true),
                Touch::Release => Some(false),
                _ => None,
            })
        };
        let last = self.order.iter().rev().find_map(|at| is_taken(&steps[*at]));
        // It was taken before anybody else could reach it, unless somebody takes it first of all.
        last.unwrap_or_else(|| steps.iter().find_map(is_taken) != Some(true))
    }

    fn next(&mut self, current: usize, preference: Preference) -> Option<(usize, usize)> {
        if let Some(at) = self.ready(current) {
            return Some((current, at));
        }
        let all = 0..self.trace.lanes.len();
        let mut fronts = all.filter_map(|thread| Some((thread, self.ready(thread)?)));
        let mut best = fronts.next()?;
        let mut had_choice = false;
        for it in fronts {
            had_choice = true;
            let is_better = match preference {
                Preference::Earliest => it.1 < best.1,
                Preference::Latest => it.1 > best.1,
                Preference::Lowest => false,
            };
            best = if is_better { it } else { best };
        }
        self.had_choice |= had_choice;
        Some(best)
    }

    /// Whether a thread could certainly go on: there is a next step, for which nobody ever has to wait.
    fn could_go_on(&self, thread: usize) -> bool {
        let waits = |touch| matches!(touch, Touch::Acquire | Touch::Join);
        self.front(thread).is_some_and(|at| {
            let accesses = &self.trace.steps[at].event.accesses;
            !accesses.iter().any(|access| waits(access.touch))
        })
    }
}

/// The steps of a trace in another order: each thread goes on as long as it can. None where there would be
/// `limit` pre-emptions or more, if that shows on the way. Also, whether the preference made a difference
/// so far.
fn arrange(trace: &Trace, preference: Preference, limit: usize) -> (Option<Vec<usize>>, bool) {
    let threads = trace.lanes.len();
    let mut arranging = Arranging {
        trace,
        taken: vec![0; threads],
        // Nobody waits for those who do something late only.
        done: { trace.lanes.iter() }
            .map(|lane| match lane.on_time.is_empty() {
                true => u32::MAX,
                false => 0,
            })
            .collect(),
        order: Vec::with_capacity(trace.steps.len()),
        had_choice: false,
    };
    let mut current = 0;
    let mut preemptions = 0;
    while let Some((thread, at)) = arranging.next(current, preference) {
        if let Some(last) = arranging.order.last() {
            let last = &trace.steps[*last].event;
            let left = last.thread.0 as usize;
            let is_switch = left != thread && !last.leaves;
            preemptions += usize::from(is_switch && arranging.could_go_on(left));
            if preemptions >= limit {
                return (None, arranging.had_choice);
            }
        }
        arranging.order.push(at);
        current = thread;
        let step = &trace.steps[at];
        arranging.done[thread] = step.number;
        arranging.taken[thread] += 1;
        if step.event.leaves {
            // Whoever sleeps lets the others go first, as it would if nobody interfered.
            let others = (0..threads).filter(|it| *it != thread);
            let fronts = others.filter_map(|it| Some((arranging.front(it)?, it)));
            current = fronts.min().map_or(current, |(_, other)| other);
        }
    }
    let on_time = trace.lanes.iter().map(|lane| lane.on_time.len());
    if arranging.order.len() < on_time.sum() {
        // Somebody would find a lock free now that was held.
        let steps = trace.steps.iter().enumerate();
        let on_time = steps.filter(|(_, step)| !step.event.is_late);
        return (Some(on_time.map(|(at, _)| at).collect()), true);
    }
    (Some(arranging.order), arranging.had_choice)
}

/// How often in a sequence of events a thread that could have gone on did not. At its end, some wait for
/// ever.
pub fn preemptions(events: &[&Event], blocked: &[Blocked]) -> usize {
    count_preemptions(events, blocked, usize::MAX)
}

/// The same, or `limit` if there are more.
pub(super) fn count_preemptions(events: &[&Event], blocked: &[Blocked], limit: usize) -> usize {
    let pairs = events.windows(2).enumerate();
    let switched = pairs.filter(|(_, pair)| pair[0].thread != pair[1].thread && !pair[0].leaves);
    { switched }
        .filter(|(at, pair)| could_go_on(events, blocked, *at, pair[0].thread))
        .take(limit)
        .count()
}

/// Whether a thread could have done right after the event at `at` what it does next.
fn could_go_on(events: &[&Event], blocked: &[Blocked], at: usize, thread: ThreadId) -> bool {
    let later = &events[at + 1..];
    let next = later.iter().position(|event| event.thread == thread);
    let wanted: Cow<'_, [Access]> = match next {
        Some(next) => Cow::Borrowed(&later[next].accesses),
        None => { blocked.iter().filter(|it| it.thread == thread) }
            .map(|it| it.access)
            .collect(),
    };
    let meanwhile = &later[..next.unwrap_or(later.len())];
    let touches = |event: &&Event, location: Location, touches: &[Touch]| {
        { event.accesses.iter() }.any(|it| it.location == location && touches.contains(&it.touch))
    };
    let waits = |access: &Access| {
        let any = |events: &[&Event], kinds: &[Touch]| {
            events
                .iter()
                .any(|event| touches(event, access.location, kinds))
        };
        let taking = [Touch::Acquire, Touch::TryAcquire];
        let lock = [Touch::Acquire, Touch::TryAcquire, Touch::Release];
        match access.touch {
            Touch::Join => !any(&events[..=at], &[Touch::End]),
            Touch::Acquire => {
                let before = events[..=at].iter().rev();
                let last = { before }.find(|event| touches(event, access.location, &lock));
                match last {
                    Some(last) => !touches(last, access.location, &[Touch::Release]),
                    // It was taken before anybody else could reach it, or it is free.
                    None if next.is_some() => {
                        any(meanwhile, &[Touch::Release]) && !any(meanwhile, &taking)
                    }
                    None => !any(meanwhile, &taking),
                }
            }
            _ => false,
        }
    };
    (next.is_some() || !wanted.is_empty()) && !wanted.iter().any(waits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn no_order_has_fewer_pre_emptions_than_are_forced() {
        let mut dice = Random::new(7);
        let mut forced = 0;
        for _ in 0..2_000 {
            let mut event = || {
                let touch = [Touch::Read, Touch::Write, Touch::Write][dice.below(3) as usize];
                Event::touching(dice.below(3) as u32, 8 + dice.below(2), touch)
            };
            let events: Vec<Event> = (0..7).map(|_| event()).collect();
            let trace = Trace::of(&events);
            forced = forced.max(trace.forced());
            let order = calmest(&trace);
            assert!(trace.forced() as usize <= order.preemptions, "{events:?}");
        }
        assert!(forced >= 3);
    }

    #[test]
    fn only_who_could_have_gone_on_was_pre_empted() {
        let count = |events: &[Event], blocked: &[Blocked]| {
            preemptions(&events.iter().collect::<Vec<_>>(), blocked)
        };
        let (take, free) = (Touch::Acquire, Touch::Release);
        let blocked = |thread: u32, lock: u64| Blocked {
            thread: ThreadId(thread),
            access: Event::touching(thread, lock, take).accesses[0],
        };
        // Thread 2 cannot have the lock, and then it can.
        let waits = [
            Event::touching(1, 8, take),
            Event::touching(1, 9, take),
            Event::touching(2, 7, take),
            Event::touching(1, 9, free),
            Event::touching(2, 9, take),
        ];
        assert_eq!(count(&waits, &[]), 1);
        // ABBA: thread 1 could have had the second lock.
        let abba = [Event::touching(1, 8, take), Event::touching(2, 9, take)];
        assert_eq!(count(&abba, &[blocked(1, 9), blocked(2, 8)]), 1);
        // It waits for something that is never free.
        let held = [
            Event::touching(2, 9, take),
            Event::touching(1, 8, take),
            Event::touching(2, 7, take),
        ];
        assert_eq!(count(&held[1..], &[blocked(1, 6)]), 0);
        assert_eq!(count(&held, &[blocked(1, 9)]), 1);
    }
}
