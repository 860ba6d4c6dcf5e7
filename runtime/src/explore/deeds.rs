//! What events do, by number: so that a search can keep and compare very many of them.

use super::event::Event;
use crate::heap::record::{Access, Location};
use crate::kernel::ThreadId;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// What an event touches.
#[derive(Clone, Debug)]
struct Deed {
    /// Its part of the list.
    accesses: Range<usize>,
    /// A bit for each of the objects; those of two may be the same.
    mask: u64,
    /// The number of the same as far as it is known in other circumstances, once somebody has asked.
    widened: Option<u32>,
}

/// All that was touched by any event so far.
#[derive(Clone, Default, Debug)]
pub(super) struct Deeds {
    deeds: Vec<Deed>,
    list: Vec<Part>,
    numbers: FxHashMap<Arc<[Access]>, u32>,
    /// Some of them by where they are in memory, which they do not leave as long as they are here.
    recent: Vec<Option<(Arc<[Access]>, u32)>>,
    objects: FxHashMap<u64, u32>,
    locations: FxHashMap<Location, u32>,
    places: Vec<Location>,
}

/// One access of an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// It.
    pub(super) access: Access,
    /// The number of its object.
    pub(super) object: u32,
    /// The number of its location.
    pub(super) location: u32,
}

/// Entries of [`Deeds::recent`].
const RECENT: usize = 256;

impl Deeds {
    /// The number of what is touched; equal ones have the same.
    pub(super) fn number(&mut self, accesses: &Arc<[Access]>) -> u32 {
        if self.recent.is_empty() {
            self.recent.resize(RECENT, None);
        }
        let place = accesses.as_ptr().addr() / size_of::<Access>() % RECENT;
        if let Some((recent, number)) = &self.recent[place]
            && Arc::ptr_eq(recent, accesses)
        {
            return *number;
        }
        let number = match self.numbers.get(&**accesses) {
            Some(known) => *known,
            None => self.add(accesses),
        };
        self.recent[place] = Some((accesses.clone(), number));
        number
    }

    fn add(&mut self, accesses: &Arc<[Access]>) -> u32 {
        let number = self.deeds.len() as u32;
        let from = self.list.len();
        let mut mask = 0;
        for access in accesses.iter() {
            let next = self.objects.len() as u32;
            let object = *{ self.objects.entry(access.location.object) }.or_insert(next);
            let next = self.locations.len() as u32;
            let location = *{ self.locations.entry(access.location) }.or_insert(next);
            if location == next {
                self.places.push(access.location);
            }
            mask |= 1 << (object % 64);
            self.list.push(Part {
                access: *access,
                object,
                location,
            });
        }
        self.deeds.push(Deed {
            accesses: from..self.list.len(),
            mask,
            widened: None,
        });
        self.numbers.insert(accesses.clone(), number);
        number
    }

    /// The number of what the same operation may touch in other circumstances.
    pub(super) fn widened(&mut self, deed: u32) -> u32 {
        if let Some(known) = self.deeds[deed as usize].widened {
            return known;
        }
        let widened = self.parts(deed).iter().map(|it| it.access.widened());
        let widened = self.number(&widened.collect());
        self.deeds[deed as usize].widened = Some(widened);
        widened
    }

    /// What is touched.
    pub(super) fn parts(&self, deed: u32) -> &[Part] {
        &self.list[self.deeds[deed as usize].accesses.clone()]
    }

    /// A location by its number.
    pub(super) fn location(&self, number: u32) -> Location {
        self.places[number as usize]
    }

    /// How many locations there are.
    pub(super) fn locations(&self) -> usize {
        self.locations.len()
    }

    /// How many objects there are.
    pub(super) fn objects(&self) -> usize {
        self.objects.len()
    }

    /// Whether the order of the two makes a difference.
    fn conflict(&self, one: u32, other: u32) -> bool {
        let masks = [one, other].map(|it| self.deeds[it as usize].mask);
        if masks[0] & masks[1] == 0 {
            return false;
        }
        let others = self.parts(other);
        let conflicts = |it: &Part| others.iter().any(|to| it.access.conflicts(to.access));
        self.parts(one).iter().any(conflicts)
    }
}

/// An event that was or will be, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Planned {
    pub(super) thread: ThreadId,
    /// What it touches; where it was seen in other circumstances, at least that.
    pub(super) deed: u32,
    /// The thread that it begins.
    spawned: Option<ThreadId>,
}

impl Planned {
    /// An event that will be the same again.
    pub(super) fn again(event: &Event, deeds: &mut Deeds) -> Planned {
        Planned {
            thread: event.thread,
            deed: deeds.number(&event.accesses),
            spawned: event.spawned,
        }
    }

    /// An event that will come in other circumstances: what it touches is known roughly.
    pub(super) fn anew(thread: ThreadId, deed: u32, deeds: &mut Deeds) -> Planned {
        Planned {
            thread,
            deed: deeds.widened(deed),
            spawned: None,
        }
    }

    /// Whether the order of the two makes a difference.
    pub(super) fn conflicts(self, other: Planned, deeds: &Deeds) -> bool {
        self.spawned == Some(other.thread)
            || other.spawned == Some(self.thread)
            || deeds.conflict(self.deed, other.deed)
    }

    /// The same, but that one begins the other.
    pub(super) fn touches(self, other: Planned, deeds: &Deeds) -> bool {
        deeds.conflict(self.deed, other.deed)
    }
}
