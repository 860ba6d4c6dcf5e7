//! Data races: accesses to the same variable by two threads, one of which writes, that no lock, start
//! or end of a thread orders.
//!
//! Vector clocks as in FastTrack (C. Flanagan, S. Freund, PLDI 2009), over a whole execution at once.
//! Operations that are whole by themselves (methods of containers, the library's own code) order those
//! who meet in them, as they do in every Python.

use super::event::Event;
use super::trace::Clock;
use crate::heap::record::{Access, Location, Touch};
use crate::kernel::ThreadId;
use std::collections::HashMap;

/// Two accesses that nothing orders.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Race {
    /// The event that came first.
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// Where they met.
    pub location: Location,
}

/// The races of an execution: for each pair of places, the first one.
pub fn races(events: &[Event]) -> Vec<Race> {
    let mut clocks: HashMap<ThreadId, Clock> = HashMap::new();
    // What a lock, the end of a thread or a whole operation hands on.
    let mut passed: HashMap<Location, Clock> = HashMap::new();
    let mut touched: HashMap<u64, Vec<Past>> = HashMap::new();
    let mut races: Vec<Race> = Vec::new();
    for (at, event) in events
        .iter()
        .enumerate()
        .filter(|(_, event)| !event.is_late)
    {
        let clock = clocks.entry(event.thread).or_default();
        let number = clock.of(event.thread) + 1;
        clock.set(event.thread, number);
        let takes = event.accesses.iter().filter(|it| takes_over(it.touch));
        for access in takes {
            let given = passed.iter().filter(|(it, _)| it.overlaps(access.location));
            given.for_each(|(_, given)| clock.merge(given));
        }
        for access in event.accesses.iter().filter(|it| it.location.is_data()) {
            let past = touched.entry(access.location.object).or_default();
            let unordered = past
                .iter()
                .filter(|it| it.races(event.thread, access, clock));
            for earlier in unordered {
                let race = Race {
                    first: earlier.at,
                    second: at,
                    location: access.location,
                };
                let sites = |it: &Race| (events[it.first].site, events[it.second].site);
                let is_new = !races.iter().any(|it| sites(it) == sites(&race));
                if is_new {
                    races.push(race);
                }
            }
            past.push(Past {
                at,
                thread: event.thread,
                number,
                access: *access,
            });
        }
        let clock = clock.clone();
        for access in event.accesses.iter().filter(|it| hands_on(it.touch)) {
            passed.entry(access.location).or_default().merge(&clock);
        }
        if let Some(spawned) = event.spawned {
            clocks.entry(spawned).or_default().merge(&clock);
        }
    }
    races
}

struct Past {
    at: usize,
    thread: ThreadId,
    number: u32,
    access: Access,
}

impl Past {
    /// Whether the access of another thread with this clock races with it.
    fn races(&self, thread: ThreadId, access: &Access, clock: &Clock) -> bool {
        let is_plain = |it: Touch| matches!(it, Touch::Read | Touch::Write);
        self.thread != thread
            && self.access.conflicts(*access)
            && (is_plain(self.access.touch) || is_plain(access.touch))
            && is_variable(self.access.touch)
            && is_variable(access.touch)
            && self.number > clock.of(self.thread)
    }
}

fn is_variable(touch: Touch) -> bool {
    matches!(
        touch,
        Touch::Read | Touch::Write | Touch::Look | Touch::Store
    )
}

fn takes_over(touch: Touch) -> bool {
    matches!(
        touch,
        Touch::Acquire | Touch::TryAcquire | Touch::Join | Touch::Look | Touch::Store
    )
}

fn hands_on(touch: Touch) -> bool {
    matches!(touch, Touch::Release | Touch::End | Touch::Store)
}
