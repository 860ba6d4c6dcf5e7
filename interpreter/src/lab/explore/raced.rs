//! Races of explored executions, told as `run --races` tells them: with stacks, the locks that were held,
//! and the lock that would order them.
//!
//! A search keeps of a race the execution in which it was met first; that one is had again here, and watched.

use super::stage::Stage;
use super::{Findings, RaceFound, Replayed, replay_order};
use crate::lab::races::{Race, Teller, merge};
use crate::machine::Outcome;
use gilscope_runtime::heap::record::{Touch, WATCHED};
use gilscope_runtime::races;
use gilscope_runtime::task::ThreadId;

/// Races of a search that are had again.
const MOST: usize = 24;

/// The races that a search has found, as far as their places are in the script's own text.
pub fn races(stage: &Stage<'_>, findings: &Findings) -> Vec<Race> {
    let mut told: Vec<Race> = Vec::new();
    for found in findings.races.iter().take(MOST) {
        let replayed = replay_order(stage, &found.order);
        let outcome = &replayed.played.outcome;
        let sides = found.events.map(|at| side(&replayed, found, at));
        let [Some(first), Some(second)] = sides else {
            continue;
        };
        let race = races::Race {
            location: found.location,
            first,
            second,
        };
        if let Some(race) = Teller::new(outcome).race(&race) {
            merge(&mut told, race);
        }
    }
    told
}

fn side(replayed: &Replayed, found: &RaceFound, at: usize) -> Option<races::Side> {
    let event = replayed.events.get(at)?;
    let outcome = &replayed.played.outcome;
    let touches = event.accesses.iter();
    let touches = touches.filter(|it| it.location.overlaps(found.location));
    let touch = touches.map(|it| it.touch).max_by_key(|it| it.changes())?;
    let mut stack = vec![event.site];
    let stood = replayed.played.stacks.get(at)?;
    let outer = stood.iter().position(|site| *site == event.site);
    stack.extend(stood.iter().skip(outer.map_or(0, |at| at + 1)));
    Some(races::Side {
        thread: event.thread,
        touch,
        stack,
        locks: Some(held(replayed, outcome, event.thread, at)),
    })
}

/// The locks that a thread holds before an event, as a watcher tells of them.
fn held(replayed: &Replayed, outcome: &Outcome, thread: ThreadId, at: usize) -> Vec<u64> {
    let mut held = Vec::new();
    let own = replayed.events[..at]
        .iter()
        .filter(|it| it.thread == thread);
    for access in own.flat_map(|event| event.accesses.iter()) {
        let lock = access.location.object;
        match access.touch {
            Touch::Acquire | Touch::TryAcquire => held.push(lock),
            Touch::Release => held.retain(|it| *it != lock),
            _ => {}
        }
    }
    let names = &outcome.lock_names;
    let named = |lock: &u64| names.iter().find(|it| it.explored == Some(*lock));
    { held.iter() }
        .map(|lock| named(lock).map_or(0, |it| WATCHED | it.object))
        .collect()
}
