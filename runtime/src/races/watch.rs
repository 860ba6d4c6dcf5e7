//! A detector that the OS threads of a run feed as they go, and the stacks of what it finds.

use super::Table;
use super::clock::Birth;
use super::detector::{Detector, Found, Met};
use super::locks::Inversion;
use crate::heap::record::{Access, Location, Standing, Touch, Watcher};
use crate::kernel::{Site, ThreadId};
use crate::sync::Mutex;

/// Most calls that are told apart; of deeper ones only the innermost place is known.
const CALLS: usize = 500_000;
/// Most pairs of places that are told.
const RACES: usize = 500;

/// Where something happened.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Place {
    /// The place in the script.
    pub site: Site,
    calls: u32,
}

/// One side of a race.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side {
    /// Whose.
    pub thread: ThreadId,
    /// How: [`Touch::Read`], [`Touch::Write`], or by an operation that is whole by itself.
    pub touch: Touch,
    /// Where it stood: the innermost place first.
    pub stack: Vec<Site>,
    /// The locks that were held, by their objects, 0 where these are gone; None if that is not known.
    pub locks: Option<Vec<u64>>,
}

/// Two places whose accesses to a variable nothing orders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Race {
    /// Where they met first.
    pub location: Location,
    /// The one that came first, that time.
    pub first: Side,
    /// The other one.
    pub second: Side,
}

/// How much was looked at, and what was left out.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// Accesses to what several threads can reach, and to locks.
    pub accesses: u64,
    /// Variables that were forgotten to make room for others: a race with what was done to them before
    /// would not have been noticed.
    pub forgotten: u64,
    /// Pairs of places beyond those that are told.
    pub untold: u64,
    /// Whether there were more orders of locks than are kept.
    pub many_orders: bool,
}

/// Watches a run.
#[derive(Default)]
pub struct Watch {
    inner: Mutex<Inner>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Watch")
    }
}

#[derive(Default)]
struct Inner {
    detector: Detector<Place>,
    accesses: u64,
    /// The call that led to each call, and its place.
    calls: Vec<(u32, u32)>,
    numbers: Table<u64, u32>,
    /// What threads wait for.
    wanted: Table<u32, Location>,
    births: Table<u64, Birth>,
    tickets: u64,
    races: Vec<Race>,
    /// The pairs of places that have raced.
    known: Table<u64, ()>,
    untold: u64,
    found: Vec<Found<Place>>,
}

impl Watch {
    /// One that remembers no more than so many variables.
    pub fn with_limit(variables: usize) -> Watch {
        let inner = Inner {
            detector: Detector::with_limit(variables),
            ..Inner::default()
        };
        Watch {
            inner: Mutex::new(inner),
        }
    }

    /// The races so far, in the order in which they were found.
    pub fn races(&self) -> Vec<Race> {
        self.inner.lock().races.clone()
    }

    /// Locks that are taken in orders that go round in a circle, with the stacks of the places.
    pub fn inversions(&self) -> Vec<Inversion<Vec<Site>>> {
        let inner = self.inner.lock();
        let inversions = inner.detector.inversions().into_iter();
        inversions
            .map(|inversion| Inversion {
                edges: { inversion.edges.into_iter() }
                    .map(|edge| edge.located(&|place| inner.stack(place)))
                    .collect(),
            })
            .collect()
    }

    /// How much was looked at.
    pub fn tally(&self) -> Tally {
        let inner = self.inner.lock();
        Tally {
            accesses: inner.accesses,
            forgotten: inner.detector.forgotten,
            untold: inner.untold,
            many_orders: inner.detector.has_many_orders(),
        }
    }
}

impl Inner {
    fn stack(&self, place: Place) -> Vec<Site> {
        let mut stack = vec![place.site];
        let mut calls = place.calls;
        while let Some((outer, site)) = self.calls.get((calls as usize).wrapping_sub(1)) {
            stack.push(Site(*site));
            calls = *outer;
        }
        stack
    }

    fn side(&self, met: Met<Place>) -> Side {
        Side {
            thread: met.thread,
            touch: met.touch,
            stack: self.stack(met.spot),
            locks: met.locks,
        }
    }

    fn touch(&mut self, standing: Standing, access: Access) {
        self.accesses += 1;
        let place = Place {
            site: Site(standing.site),
            calls: standing.calls,
        };
        let mut found = std::mem::take(&mut self.found);
        let thread = ThreadId(standing.thread);
        self.detector.touch(thread, access, place, &mut found);
        found.drain(..).for_each(|found| self.note(found));
        self.found = found;
    }

    fn note(&mut self, found: Found<Place>) {
        let sites = [&found.first, &found.second].map(|met| met.spot.site.0);
        let (least, most) = (sites[0].min(sites[1]), sites[0].max(sites[1]));
        let key = u64::from(least) << 32 | u64::from(most);
        if self.known.insert(key, ()).is_some() {
            return;
        }
        if self.races.len() >= RACES {
            self.untold += 1;
            return;
        }
        let race = Race {
            location: found.location,
            first: self.side(found.first),
            second: self.side(found.second),
        };
        self.races.push(race);
    }
}

impl Watcher for Watch {
    fn touched(&self, standing: Standing, access: Access) {
        let mut inner = self.inner.lock();
        if access.touch == Touch::Want {
            inner.wanted.insert(standing.thread, access.location);
        }
        inner.touch(standing, access);
    }

    fn published(&self, object: u64) {
        self.inner.lock().detector.forget(object);
    }

    fn called(&self, outer: u32, site: u32) -> u32 {
        let mut inner = self.inner.lock();
        let key = u64::from(outer) << 32 | u64::from(site);
        if let Some(number) = inner.numbers.get(&key) {
            return *number;
        }
        if inner.calls.len() >= CALLS {
            return 0;
        }
        inner.calls.push((outer, site));
        let number = inner.calls.len() as u32;
        inner.numbers.insert(key, number);
        number
    }

    fn bears(&self, thread: u32) -> u64 {
        let mut inner = self.inner.lock();
        let birth = inner.detector.bear(ThreadId(thread));
        inner.tickets += 1;
        let ticket = inner.tickets;
        inner.births.insert(ticket, birth);
        ticket
    }

    fn begins(&self, thread: u32, ticket: u64) {
        let mut inner = self.inner.lock();
        if let Some(birth) = inner.births.remove(&ticket) {
            inner.detector.begin(ThreadId(thread), birth);
        }
    }

    fn resumed(&self, standing: Standing) {
        let mut inner = self.inner.lock();
        if let Some(location) = inner.wanted.remove(&standing.thread) {
            let touch = match location.thread() {
                Some(_) => Touch::Join,
                None => Touch::Acquire,
            };
            inner.touch(standing, Access { location, touch });
        }
    }
}
