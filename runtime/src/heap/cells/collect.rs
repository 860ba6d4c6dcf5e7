//! Garbage in cycles: how it is found, and when it is time to look for it.
//!
//! What is counted more often than other objects refer to it is in use, and so is all that it leads to;
//! the rest is garbage. No roots are needed: who holds a reference outside of objects has counted it. The
//! walk goes over all cells of the heap; a word for each, by its place in memory, is all it needs.
//!
//! It is time to look when there are so many more objects than after the last time ([`Pace`]): a share of
//! those that are alive, so that all walks together take no longer than a multiple of what the script did
//! to make the objects. Where hardly anything was found, the share grows.
#![allow(unsafe_code)]

use super::{CHUNK, Central, Heap, Local, UNIT, current_heap, trace};
use crate::heap::counting::{Flags, Header};
use crate::heap::object::{Ref, Visitor};
use crate::seeded::seeded;
use crate::sync::atomic::Ordering;
use crate::sync::fixed::{AtomicU32, AtomicU64};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// The word of a cell whose object is in use; of any other one, how many references to it were seen.
const IN_USE: u32 = u32::MAX;

/// Garbage, and what it took to find it.
pub struct Garbage {
    /// The objects, in about the order of their births.
    pub objects: Vec<Ref>,
    /// How many objects were looked at.
    pub walked: u64,
}

/// Objects that only other objects of the result refer to, in the heap that was entered.
///
/// Call it where no other thread of the script can run. `is_shared`: other threads have local objects
/// (see [`Ref::publish`]); those among the garbage become everybody's. What is found stays as it is.
pub fn garbage(is_shared: bool) -> Garbage {
    current_heap().garbage(is_shared)
}

/// All living objects of the heap that was entered, in about the order of their births. Call it under the
/// same conditions as [`garbage`].
pub fn living_objects(is_shared: bool) -> Vec<Ref> {
    let cells = current_heap().living();
    cells
        .into_iter()
        .map(|cell| take(cell, is_shared))
        .collect()
}

/// What an object refers to, in the order in which it is traced. Call it under the same conditions as
/// [`garbage`]. No references are counted: what is given are addresses.
pub fn referents(object: &Ref) -> Vec<usize> {
    // SAFETY: whoever calls sees to it that nobody else runs.
    unsafe { super::children(NonNull::from(object.header())) }
}

/// Of objects that [`garbage`] has found, and whose only owner outside of objects the list still was then:
/// those that are garbage still, although code of the script has run. Call it under the same conditions.
pub fn still_garbage(objects: Vec<Ref>) -> Garbage {
    let walked = objects.len() as u64;
    let places = { objects.iter().zip(0..) }.map(|(object, place)| (object.address(), place));
    let places: HashMap<usize, usize> = places.collect();
    // The list counts for one.
    let words = vec![Cell::new(1); objects.len()];
    let headers: Vec<_> = { objects.iter() }
        .map(|object| NonNull::from(object.header()))
        .collect();
    mark_used(&headers, |address| Some(&words[*places.get(&address)?]));
    let (dead, alive): (Vec<_>, Vec<_>) =
        { objects.into_iter().zip(&words) }.partition(|(_, word)| word.get() != IN_USE);
    drop(alive);
    Garbage {
        objects: dead.into_iter().map(|(object, _)| object).collect(),
        walked,
    }
}

/// A word for each cell of a heap.
struct Words {
    /// Each chunk: its address, the size of its cells in bytes, and the place of the first one's word;
    /// by address.
    chunks: Vec<(usize, usize, usize)>,
    words: Vec<Cell<u32>>,
    /// Where the last address was found: the next one is often near.
    near: Cell<usize>,
}

impl Words {
    fn new(central: &Central) -> Words {
        let mut chunks = Vec::with_capacity(central.chunks.len());
        let mut cells = 0;
        for &(chunk, size) in &central.chunks {
            let bytes = size * UNIT;
            chunks.push((chunk.as_ptr() as usize, bytes, cells));
            cells += CHUNK / bytes;
        }
        chunks.sort_unstable();
        Words {
            chunks,
            words: vec![Cell::new(0); cells],
            near: Cell::new(0),
        }
    }

    fn of(&self, address: usize) -> &Cell<u32> {
        let near = self.chunks[self.near.get()];
        let (start, bytes, first) = match (near.0..near.0 + CHUNK).contains(&address) {
            true => near,
            false => {
                let after = self.chunks.partition_point(|chunk| chunk.0 <= address);
                self.near.set(after - 1);
                self.chunks[after - 1]
            }
        };
        &self.words[first + (address - start) / bytes]
    }
}

impl Heap {
    fn garbage(&self, is_shared: bool) -> Garbage {
        self.merge_all();
        let words = Words::new(&self.lock());
        let living = self.living();
        if living.is_empty() {
            return Garbage {
                objects: Vec::new(),
                walked: 0,
            };
        }
        mark_used(&living, |address| Some(words.of(address)));
        let dead =
            { living.iter() }.filter(|cell| words.of(cell.as_ptr() as usize).get() != IN_USE);
        let objects: Vec<Ref> = dead.map(|cell| take(*cell, is_shared)).collect();
        self.pace.begin(living.len() as u64, objects.len() as u64);
        Garbage {
            objects,
            walked: living.len() as u64,
        }
    }
}

/// Marks what is in use among these objects, each of which has a word: what is counted more often than
/// they refer to it, and all that it leads to. Others have none.
fn mark_used<'w>(objects: &[NonNull<Header>], word: impl Fn(usize) -> Option<&'w Cell<u32>>) {
    let note = |child: &Ref| {
        if let Some(word) = word(child.address()) {
            word.set(word.get() + 1);
        }
    };
    // SAFETY: (alone) whoever looks for garbage sees to it that nobody else runs.
    let visitor = unsafe { Visitor::new(&note) };
    for object in objects {
        // SAFETY: a living object, as above.
        unsafe { trace(*object, &visitor) };
    }
    let waiting = RefCell::new(Vec::new());
    let mark = |object: NonNull<Header>| {
        if let Some(word) = word(object.as_ptr() as usize)
            && word.replace(IN_USE) != IN_USE
            && !seeded!(ReachedUncounted)
        {
            waiting.borrow_mut().push(object);
        }
    };
    for object in objects {
        // SAFETY: as above.
        let header = unsafe { object.as_ref() };
        let known = word(object.as_ptr() as usize).map_or(0, Cell::get);
        if header.count() > known || header.flags().has(Flags::IMMORTAL) {
            mark(*object);
        }
    }
    let visit = |child: &Ref| mark(NonNull::from(child.header()));
    // SAFETY: (alone) as above.
    let visitor = unsafe { Visitor::new(&visit) };
    loop {
        let next = waiting.borrow_mut().pop();
        let Some(object) = next else { return };
        // SAFETY: as above; what a living object refers to lives.
        unsafe { trace(object, &visitor) };
    }
}

/// A reference to an object of the garbage, which may have been local to another thread.
fn take(cell: NonNull<Header>, is_shared: bool) -> Ref {
    // SAFETY: a living object; this reference is not counted, and given up below.
    let object = ManuallyDrop::new(unsafe { Ref::from_raw(cell) });
    if is_shared {
        object.publish();
    }
    if object.header().flags().has(Flags::BIASED) {
        // Nobody else runs. Whatever its owner is, it is to die when the finder drops it.
        object.header().merge(0);
    }
    Ref::clone(&object)
}

/// When it is time to look for garbage. Numbers may be off by a few objects for each thread.
pub(super) struct Pace {
    /// Objects made and not freed, as far as their threads have told. Wraps around below zero.
    live: AtomicU64,
    /// Look as soon as so many are alive; 0: the first look is still to be planned.
    limit: AtomicU64,
    /// How many were alive after the last look.
    base: AtomicU64,
    /// Never look for fewer new objects than these; 0: never look.
    least: AtomicU64,
    /// For how many new ones to wait, in quarters of those that are alive.
    patience: AtomicU32,
}

/// New objects after which CPython 3.11 looks for garbage among the young ones.
const LEAST: u64 = 700;
/// Quarters of the living that may be new, where many of the new ones were garbage. A look costs about
/// as much for each object as a third of making one: so looking is a third of the work, at most.
const LEAST_PATIENCE: u32 = 4;
/// The same, where few of them were, or none has been looked for.
const MOST_PATIENCE: u32 = 16;
/// As what part of what there was at the last look it counts as nearly all freed.
const FAR_BELOW: u64 = 16;
/// What a thread makes or frees before it tells.
const UNTOLD: u64 = 64;

impl Pace {
    pub(super) fn new() -> Pace {
        Pace {
            live: AtomicU64::new(0),
            limit: AtomicU64::new(0),
            base: AtomicU64::new(0),
            least: AtomicU64::new(LEAST),
            patience: AtomicU32::new(MOST_PATIENCE),
        }
    }

    /// For the heap of a process that is forked.
    pub(super) fn copy(&self) -> Pace {
        let copy = Pace::new();
        copy.least
            .store(self.least.load(Ordering::Relaxed), Ordering::Relaxed);
        copy
    }

    pub(super) fn add(&self, change: u64) {
        self.live.fetch_add(change, Ordering::Relaxed);
    }

    fn is_due(&self) -> bool {
        let limit = self.limit.load(Ordering::Relaxed);
        let live = self.live.load(Ordering::Relaxed);
        if limit == 0 || live < self.base.load(Ordering::Relaxed) / FAR_BELOW {
            // The first time, or nearly all was freed: the next look would come late. Where it is freed
            // again and again, as one data structure after another, there shall not be a look at each.
            self.plan(live);
            return false;
        }
        self.least.load(Ordering::Relaxed) > 0 && live >= limit && live < u64::MAX / 2
    }

    /// A look has begun: so many are alive, and so many of them garbage.
    fn begin(&self, living: u64, dead: u64) {
        let base = self.base.load(Ordering::Relaxed);
        let patience = match dead < living.saturating_sub(base) / 4 {
            true => MOST_PATIENCE.min(2 * self.patience.load(Ordering::Relaxed)),
            false => LEAST_PATIENCE,
        };
        self.patience.store(patience, Ordering::Relaxed);
        self.plan(living - dead);
        // The dead are not freed yet.
        self.limit.fetch_add(dead, Ordering::Relaxed);
    }

    fn plan(&self, base: u64) {
        // Who has freed tells, now and then, before who has made.
        let base = if base > u64::MAX / 2 { 0 } else { base };
        self.base.store(base, Ordering::Relaxed);
        let patience = u64::from(self.patience.load(Ordering::Relaxed));
        let least = self.least.load(Ordering::Relaxed).max(1);
        let limit = base.saturating_add(least.max(base / 4 * patience));
        self.limit.store(limit, Ordering::Relaxed);
    }
}

impl Heap {
    /// So many objects of the garbage that was found have been freed.
    pub fn cleared(&self, freed: u64) {
        self.pace.limit.fetch_sub(freed, Ordering::Relaxed);
    }

    /// Sets after how many new objects to look for garbage at the earliest; 0: never.
    pub fn set_pace(&self, least: u64) {
        self.pace.least.store(least, Ordering::Relaxed);
        if self.pace.limit.load(Ordering::Relaxed) > 0 {
            self.pace.plan(self.pace.base.load(Ordering::Relaxed));
        }
    }

    /// How many more objects are alive than after the last look.
    pub fn grown(&self) -> u64 {
        let live = self.pace.live.load(Ordering::Relaxed);
        live.saturating_sub(self.pace.base.load(Ordering::Relaxed))
    }
}

impl Local {
    /// Whether it is time to look for garbage.
    #[inline]
    pub fn is_collection_due(&self) -> bool {
        let mine = self.made.get().wrapping_sub(self.freed.get());
        let change = mine.wrapping_sub(self.told.get());
        if (change as i64).unsigned_abs() >= UNTOLD {
            self.told.set(mine);
            self.heap.pace.add(change);
        }
        self.heap.pace.is_due()
    }
}
