//! Schedules left to chance, for what is too large to be searched.

use super::event::{Candidate, Crowd, Event, Readiness, Scheduler, State};
use super::trace::Important;
use crate::kernel::ThreadId;
use crate::random::Random;
use std::collections::HashMap;

/// Each time somebody has to be chosen, everybody who can go on is equally likely.
#[derive(Clone, Debug)]
pub struct Uniform {
    dice: Random,
    important: Option<Important>,
    is_calm: bool,
    crowd: Crowd,
}

impl Uniform {
    /// With this seed; where others than `important` locations are touched, nobody is interrupted, unless
    /// somebody else can go on who could not before.
    pub fn new(seed: u64, important: Option<Important>) -> Uniform {
        Uniform {
            dice: Random::new(seed),
            important,
            is_calm: false,
            crowd: Crowd::default(),
        }
    }
}

impl Scheduler for Uniform {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        let grows = self.crowd.grows(state);
        let is_calm = std::mem::take(&mut self.is_calm) && !grows;
        if let (true, Some(running)) = (is_calm, state.running()) {
            return Some(running);
        }
        let at = self.dice.below(state.candidates.len() as u64);
        Some(state.candidates[at as usize].thread)
    }

    fn performed(&mut self, event: &Event) {
        self.is_calm = match &self.important {
            Some(important) => !important.concerns(event),
            None => false,
        };
    }
}

/// Probabilistic concurrency testing: threads have priorities at random, and the highest goes on; at
/// `depth - 1` moments at random the running thread's sinks below all others.
///
/// A bug that takes `depth` orderings among `threads` threads and `events` events is found in one
/// execution with probability `1 / (threads * events^(depth - 1))` at least. After S. Burckhardt, P. Kothari,
/// M. Musuvathi, S. Nagarakatte, "A randomized scheduler with probabilistic guarantees of finding bugs",
/// ASPLOS 2010.
#[derive(Clone, Debug)]
pub struct Pct {
    dice: Random,
    priorities: HashMap<ThreadId, u64>,
    /// Events at which priorities sink, and how far.
    changes: Vec<(usize, u64)>,
    important: Option<Important>,
    at: usize,
}

impl Pct {
    /// With this seed, for executions of about so many events; only those are counted that touch
    /// `important` locations.
    pub fn new(seed: u64, depth: u32, events: usize, important: Option<Important>) -> Pct {
        let mut dice = Random::new(seed);
        let mut moment = || dice.below(events.max(1) as u64) as usize;
        let changes: Vec<_> = { 1..u64::from(depth) }
            .map(|rank| (moment(), rank))
            .collect();
        Pct {
            changes,
            priorities: HashMap::new(),
            important,
            dice,
            at: 0,
        }
    }

    /// The least probability with which one execution finds a bug of this depth.
    pub fn guarantee(depth: u32, threads: usize, events: usize) -> f64 {
        let moments = (events.max(1) as f64).powi(depth.max(1) as i32 - 1);
        1.0 / (threads.max(1) as f64 * moments)
    }
}

impl Scheduler for Pct {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        for it in state.candidates {
            let roll = self.dice.bits() | 1 << 63;
            self.priorities.entry(it.thread).or_insert(roll);
        }
        let patient = |it: &&Candidate| !matches!(it.readiness, Readiness::GivesUp(_));
        let rank = |it: &&Candidate| self.priorities[&it.thread];
        let ready = state.candidates.iter().filter(patient).max_by_key(rank);
        let next = ready.or_else(|| state.candidates.iter().max_by_key(rank));
        next.map(|it| it.thread)
    }

    fn performed(&mut self, event: &Event) {
        let important = self.important.as_ref();
        if important.is_some_and(|important| !important.concerns(event)) {
            return;
        }
        let change = { self.changes.iter() }.find(|(at, _)| *at == self.at);
        if let Some((_, rank)) = change {
            self.priorities.insert(event.thread, *rank);
        }
        self.at += 1;
    }
}
