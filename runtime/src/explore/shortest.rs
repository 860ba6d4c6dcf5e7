//! The order with the fewest pre-emptions of all that are equivalent to an execution: a search from its beginning,
//! those first that have fewer so far.
//!
//! A state is how far each thread has got, and whose turn it is: how it was come to makes no difference, as
//! the same events depend on each other in the same way in all these orders. The simple search of `order` is
//! enough for each of very many executions; this one is for the few that people will look at.

use super::event::Event;
use super::order::{Order, count_preemptions};
use super::trace::Trace;
use crate::heap::record::{Location, Touch};
use crate::kernel::ThreadId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// States that are looked at: more would take longer than the rest of the search.
const STATES: usize = 60_000;

/// What is done to a lock, and by whom.
#[derive(Clone, Copy, Debug)]
struct Taking {
    thread: usize,
    /// Its place among the thread's steps.
    place: u32,
    is_taken: bool,
}

/// A state, and how it was come to.
#[derive(Clone, Debug)]
struct Node {
    /// How many steps each thread has taken.
    taken: Box<[u32]>,
    current: usize,
    preemptions: u32,
    /// The state before, and the step from there.
    before: Option<(u32, u32)>,
}

struct Search<'a> {
    trace: &'a Trace,
    /// What happens to each lock, in order: the same one in all equivalent executions.
    locks: FxHashMap<Location, Vec<Taking>>,
    /// For each thread whose end shows, its last step's place.
    ends: FxHashMap<Location, (usize, u32)>,
}

/// An order with fewer pre-emptions than `limit` that is equivalent to an execution, and of these one with the
/// fewest; if there is one, and it is found before the search gets too large. Late events are left out.
pub fn shortest_below(trace: &Trace, limit: usize) -> Option<Order> {
    if limit == 0 || trace.forced() as usize >= limit {
        return None;
    }
    let steps = Search::new(trace).run(limit as u32)?;
    let events: Vec<&Event> = steps.iter().map(|at| &trace.steps[*at].event).collect();
    let preemptions = count_preemptions(&events, &trace.blocked, limit);
    (preemptions < limit).then(|| Order {
        preemptions,
        threads: events.iter().map(|event| event.thread).collect(),
    })
}

impl<'a> Search<'a> {
    fn new(trace: &'a Trace) -> Search<'a> {
        let mut locks: FxHashMap<Location, Vec<(u32, Taking)>> = FxHashMap::default();
        let mut ends = FxHashMap::default();
        for (thread, lane) in trace.lanes.iter().enumerate() {
            for (at, place) in lane.on_time.iter().zip(0..) {
                for access in trace.steps[*at as usize].event.accesses.iter() {
                    let is_taken = match access.touch {
                        Touch::Acquire | Touch::TryAcquire => true,
                        Touch::Release => false,
                        Touch::End => {
                            ends.insert(access.location, (thread, place));
                            continue;
                        }
                        _ => continue,
                    };
                    let taking = Taking {
                        thread,
                        place,
                        is_taken,
                    };
                    locks
                        .entry(access.location)
                        .or_default()
                        .push((*at, taking));
                }
            }
        }
        let sorted = locks.into_iter().map(|(lock, mut takings)| {
            takings.sort_by_key(|it| it.0);
            (lock, takings.into_iter().map(|it| it.1).collect())
        });
        Search {
            trace,
            locks: sorted.collect(),
            ends,
        }
    }

    fn run(&self, limit: u32) -> Option<Vec<usize>> {
        let threads = self.trace.lanes.len();
        let whole: usize = self.trace.lanes.iter().map(|lane| lane.on_time.len()).sum();
        let mut nodes = vec![Node {
            taken: vec![0; threads].into(),
            current: 0,
            preemptions: 0,
            before: None,
        }];
        let mut seen: FxHashSet<(Box<[u32]>, usize)> = FxHashSet::default();
        let mut queue: VecDeque<u32> = [0].into();
        while let Some(at) = queue.pop_front() {
            let node = nodes[at as usize].clone();
            if !seen.insert((node.taken.clone(), node.current)) {
                continue;
            }
            if node.taken.iter().sum::<u32>() as usize == whole {
                return Some(self.way(&nodes, at));
            }
            if nodes.len() > STATES {
                return None;
            }
            for thread in 0..threads {
                let Some(step) = self.ready(&node.taken, thread) else {
                    continue;
                };
                let cost = match thread == node.current || node.before.is_none() {
                    true => 0,
                    false => u32::from(self.could_go_on(&node.taken, node.current)),
                };
                let preemptions = node.preemptions + cost;
                if preemptions >= limit {
                    continue;
                }
                let mut taken = node.taken.clone();
                taken[thread] += 1;
                let next = nodes.len() as u32;
                nodes.push(Node {
                    taken,
                    current: thread,
                    preemptions,
                    before: Some((at, step)),
                });
                match cost {
                    0 => queue.push_front(next),
                    _ => queue.push_back(next),
                }
            }
        }
        None
    }

    fn way(&self, nodes: &[Node], mut at: u32) -> Vec<usize> {
        let mut steps = Vec::new();
        while let Some((before, step)) = nodes[at as usize].before {
            steps.push(step as usize);
            at = before;
        }
        steps.reverse();
        steps
    }

    /// The next step of a thread, if all that it depends on has happened.
    fn ready(&self, taken: &[u32], thread: usize) -> Option<u32> {
        let lane = &self.trace.lanes[thread].on_time;
        let at = *lane.get(taken[thread] as usize)?;
        let clock = self.trace.clock_of(at as usize);
        let is_missing = |other: usize| {
            let lane = &self.trace.lanes[other].on_time;
            let done = match taken[other].checked_sub(1) {
                // Nobody waits for those who do something late only.
                _ if lane.is_empty() => u32::MAX,
                Some(last) => self.trace.steps[lane[last as usize] as usize].number,
                None => 0,
            };
            other != thread && clock[other] > done
        };
        if (0..taken.len()).any(is_missing) {
            return None;
        }
        let waits = self.trace.steps[at as usize].event.waits;
        waits
            .is_none_or(|lock| self.is_held(taken, lock))
            .then_some(at)
    }

    /// Whether somebody has taken a lock and not let it go.
    fn is_held(&self, taken: &[u32], lock: Location) -> bool {
        let Some(takings) = self.locks.get(&lock) else {
            return true;
        };
        let last = takings.iter().rfind(|it| it.place < taken[it.thread]);
        // It was taken before anybody else could reach it, unless somebody takes it first of all.
        last.map_or(!takings[0].is_taken, |it| it.is_taken)
    }

    /// Whether the thread whose turn it was could go on with what it does next.
    fn could_go_on(&self, taken: &[u32], thread: usize) -> bool {
        let lane = &self.trace.lanes[thread].on_time;
        let last = taken[thread].checked_sub(1).map(|at| lane[at as usize]);
        if last.is_some_and(|at| self.trace.steps[at as usize].event.leaves) {
            return false;
        }
        let waits = |location: Location, touch: Touch| match touch {
            Touch::Acquire => self.is_held(taken, location),
            Touch::Join => {
                let end = self.ends.get(&location);
                end.is_none_or(|(thread, place)| *place >= taken[*thread])
            }
            _ => false,
        };
        match lane.get(taken[thread] as usize) {
            Some(next) => {
                let next = &self.trace.steps[*next as usize].event;
                !next.accesses.iter().any(|it| waits(it.location, it.touch))
            }
            None => {
                let id = ThreadId(thread as u32);
                let blocked = self.trace.blocked.iter().find(|it| it.thread == id);
                blocked.is_some_and(|it| !waits(it.access.location, it.access.touch))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::order::calmest;
    use super::*;
    use crate::random::Random;

    /// All orders of a trace, tried one after another.
    fn fewest(trace: &Trace) -> usize {
        let search = Search::new(trace);
        let mut best = usize::MAX;
        let mut ways = vec![(vec![0u32; trace.lanes.len()], Vec::<u32>::new())];
        while let Some((taken, way)) = ways.pop() {
            let ready: Vec<_> = (0..taken.len())
                .filter_map(|thread| Some((thread, search.ready(&taken, thread)?)))
                .collect();
            if ready.is_empty() {
                assert_eq!(way.len(), trace.steps.len());
                let events: Vec<&Event> = { way.iter() }
                    .map(|at| &trace.steps[*at as usize].event)
                    .collect();
                best = best.min(count_preemptions(&events, &[], usize::MAX));
            }
            for (thread, step) in ready {
                let (mut taken, mut way) = (taken.clone(), way.clone());
                taken[thread] += 1;
                way.push(step);
                ways.push((taken, way));
            }
        }
        best
    }

    #[test]
    fn no_equivalent_order_has_fewer_pre_emptions() {
        let mut dice = Random::new(11);
        let mut shorter = 0;
        for _ in 0..1_500 {
            let mut event = || {
                let touch = [Touch::Read, Touch::Write, Touch::Write][dice.below(3) as usize];
                Event::touching(dice.below(3) as u32, 8 + dice.below(2), touch)
            };
            let events: Vec<Event> = (0..8).map(|_| event()).collect();
            let trace = Trace::of(&events);
            let simple = calmest(&trace).preemptions;
            let found = shortest_below(&trace, simple).map_or(simple, |it| it.preemptions);
            assert_eq!(found, fewest(&trace), "{events:?}");
            shorter += usize::from(found < simple);
        }
        assert!(shorter > 20, "{shorter}");
    }
}
