//! Data races and orders of locks of an explored execution, by [`crate::races`].
//!
//! Operations that are whole by themselves (methods of containers, the library's own code) order those
//! who meet in them, as they do in every Python.

use super::event::Event;
use crate::heap::record::{Access, Location, Touch};
use crate::races::{Detector, Found, Inversion};

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
    races_and_orders(events).0
}

/// The races, and locks that are taken in orders that go round in a circle; both tell of events by their
/// numbers.
pub fn races_and_orders(events: &[Event]) -> (Vec<Race>, Vec<Inversion<usize>>) {
    let mut detector: Detector<usize> = Detector::default();
    let mut found: Vec<Found<usize>> = Vec::new();
    let mut races: Vec<Race> = Vec::new();
    let on_time = { events.iter().enumerate() }.filter(|(_, event)| !event.is_late);
    for (at, event) in on_time {
        let mut accesses: Vec<Access> = event.accesses.to_vec();
        accesses.sort_by_key(|it| rank(it.touch));
        for access in accesses {
            detector.touch(event.thread, access, at, &mut found);
        }
        if let Some(spawned) = event.spawned {
            let birth = detector.bear(event.thread);
            detector.begin(spawned, birth);
        }
        for found in found.drain(..) {
            let race = Race {
                first: found.first.spot,
                second: found.second.spot,
                location: found.location,
            };
            let sites = |it: &Race| (events[it.first].site, events[it.second].site);
            let is_new = !races.iter().any(|it| sites(it) == sites(&race));
            if is_new {
                races.push(race);
            }
        }
    }
    (races, detector.inversions())
}

/// What an event takes it takes before it uses variables, and lets it go afterwards.
fn rank(touch: Touch) -> u8 {
    match touch {
        Touch::Acquire | Touch::TryAcquire | Touch::Join => 0,
        Touch::Release | Touch::End => 2,
        _ => 1,
    }
}
