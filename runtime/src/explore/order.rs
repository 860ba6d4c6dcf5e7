//! An execution put into an equivalent order with few pre-emptions, so that people can follow it.

use super::event::{Blocked, Event};
use super::trace::Trace;
use crate::heap::record::{Access, Location, Touch};
use crate::kernel::ThreadId;
use std::collections::BTreeMap;

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
    let preferences = [Preference::Lowest, Preference::Earliest, Preference::Latest];
    let orders = preferences.map(|preference| arrange(trace, preference));
    let priced = orders.into_iter().map(|order| {
        let events: Vec<&Event> = order.iter().map(|at| &trace.steps[*at].event).collect();
        Order {
            preemptions: preemptions(&events, &trace.blocked),
            threads: events.iter().map(|event| event.thread).collect(),
        }
    });
    let best = priced.min_by_key(|order| order.preemptions);
    best.expect("(order) there are preferences")
}

/// The steps of a trace in another order: each thread goes on as long as it can.
fn arrange(trace: &Trace, preference: Preference) -> Vec<usize> {
    let mut queues: BTreeMap<ThreadId, std::collections::VecDeque<usize>> = BTreeMap::new();
    let on_time = { trace.steps.iter().enumerate() }.filter(|(_, step)| !step.event.is_late);
    for (at, step) in on_time {
        queues.entry(step.event.thread).or_default().push_back(at);
    }
    let mut done: BTreeMap<ThreadId, u32> = BTreeMap::new();
    let mut order = Vec::new();
    let mut current = ThreadId(0);
    loop {
        let can_go = |at: usize| {
            let step = &trace.steps[at];
            let others = queues.keys().filter(|thread| **thread != step.event.thread);
            { others }.all(|it| step.clock.of(*it) <= done.get(it).copied().unwrap_or(0))
        };
        let fronts = queues.iter().filter_map(|(thread, queue)| {
            let at = *queue.front()?;
            can_go(at).then_some((*thread, at))
        });
        let fronts: Vec<(ThreadId, usize)> = fronts.collect();
        let stays = fronts.iter().find(|(thread, _)| *thread == current);
        let next = stays.or_else(|| match preference {
            Preference::Earliest => fronts.iter().min_by_key(|it| it.1),
            Preference::Latest => fronts.iter().max_by_key(|it| it.1),
            Preference::Lowest => fronts.iter().min_by_key(|it| it.0),
        });
        let Some((thread, at)) = next.copied() else {
            return order;
        };
        order.push(at);
        current = thread;
        *done.entry(thread).or_default() = trace.steps[at].number;
        queues.entry(thread).or_default().pop_front();
        let step = &trace.steps[at];
        if step.event.leaves {
            // Whoever sleeps lets the others go first, as it would if nobody interfered.
            let others = queues
                .iter()
                .filter(|(it, queue)| **it != thread && !queue.is_empty());
            if let Some((other, _)) = others.min_by_key(|(_, queue)| queue.front().copied()) {
                current = *other;
            }
        }
    }
}

/// How often in a sequence of events a thread that could have gone on did not. At its end, some wait for
/// ever.
pub fn preemptions(events: &[&Event], blocked: &[Blocked]) -> usize {
    let pairs = events.windows(2).enumerate();
    let switched = pairs.filter(|(_, pair)| pair[0].thread != pair[1].thread && !pair[0].leaves);
    { switched }
        .filter(|(at, pair)| could_go_on(events, blocked, *at, pair[0].thread))
        .count()
}

/// Whether a thread could have done right after the event at `at` what it does next.
fn could_go_on(events: &[&Event], blocked: &[Blocked], at: usize, thread: ThreadId) -> bool {
    let later = &events[at + 1..];
    let next = later.iter().position(|event| event.thread == thread);
    let wanted: Vec<Access> = match next {
        Some(next) => later[next].accesses.to_vec(),
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
