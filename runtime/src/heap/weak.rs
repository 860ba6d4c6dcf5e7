//! Weak references: they find an object as long as it lives, and are not counted.
//!
//! The heap keeps a table of the objects that have any, by address, under a mutex. A [`Weak`] says
//! which entry is its own; the entry goes when the object dies, and with it the way to the object.
//! An object in the table has the flag `WATCHED`: it is counted with read-modify-write
//! instructions, and whoever frees it goes through the table first. So while the mutex is held the
//! cell of an object in the table is whole, and a count above zero can be raised (*watched*).
//!
//! An object may *watch* another: it is told, by way of [`super::take_finalizable`], when the other
//! has died before it. The table does not count watchers either; one that is dead has no count.
#![allow(unsafe_code)]

use super::cells::{current_heap, current_number};
use super::counting::{Flags, Header};
use super::object::Ref;
use super::quarantine;
use crate::seeded::seeded;
use crate::sync::atomic::Ordering;
use std::collections::HashMap;
use std::ptr::NonNull;

/// A weak reference to an object.
pub struct Weak {
    address: usize,
    serial: u64,
    /// This reference's own number in the entry.
    number: u64,
}

/// Objects with weak references.
#[derive(Default)]
pub(super) struct Table {
    entries: HashMap<usize, Entry>,
    next: u64,
}

struct Entry {
    serial: u64,
    watchers: Vec<Watcher>,
}

struct Watcher {
    number: u64,
    object: NonNull<Header>,
    /// Whether it is to be told of the end.
    is_told: bool,
}

// SAFETY: the pointers are followed under the table's mutex only (watched).
unsafe impl Send for Table {}

/// What a weak reference is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To find the object.
    Find,
    /// To be told of its end as well.
    Tell,
}

/// Takes one more reference to what a pointer in the table leads to; None if it is dead already.
///
/// # Safety
/// (watched) The table's mutex is held, and the cell is whole.
unsafe fn try_take(header: NonNull<Header>) -> Option<Ref> {
    // SAFETY: (watched) the cell is whole.
    let counted = unsafe { header.as_ref() };
    if counted.flags().has(Flags::RACY) {
        // SAFETY: the count that was just added is this reference's.
        return quarantine::try_raise(counted).then(|| unsafe { Ref::from_raw(header) });
    }
    if counted.flags().has(Flags::BIASED) {
        let is_alive = counted.try_increment_biased(current_number());
        // SAFETY: as above.
        return is_alive.then(|| unsafe { Ref::from_raw(header) });
    }
    let mut count = counted.count.load(Ordering::Relaxed);
    while count > 0 || seeded!(WeakRaisesDead) {
        // Acquire pairs with the Release of whoever counted down last.
        let raised = counted.count.compare_exchange_weak(
            count,
            count + 1,
            Ordering::Acquire,
            Ordering::Relaxed,
        );
        match raised {
            // SAFETY: the count that was just added is this reference's.
            Ok(_) => return Some(unsafe { Ref::from_raw(header) }),
            Err(now) => count = now,
        }
    }
    None
}

impl Weak {
    /// A weak reference to `object` on behalf of `watcher`, which must die after it is dropped or
    /// together with it.
    pub fn new(object: &Ref, watcher: &Ref, purpose: Purpose) -> Weak {
        super::record::note_hidden("weak references");
        // By way of the table other threads find both, however local whatever else refers to them is.
        if !seeded!(WeakLocal) {
            object.publish();
            watcher.publish();
        }
        let header = object.header();
        // A watcher, too, is counted with read-modify-write instructions from now on.
        for header in [header, watcher.header()] {
            header.flags.fetch_or(Flags::WATCHED.0, Ordering::Relaxed);
            if header.flags().has(Flags::BIASED) {
                header.watch_biased();
            }
        }
        let heap = current_heap();
        let mut table = heap.weak();
        table.next += 1;
        let number = table.next;
        let entry = table.entries.entry(object.address()).or_insert(Entry {
            serial: number,
            watchers: Vec::new(),
        });
        entry.watchers.push(Watcher {
            number,
            object: NonNull::from(watcher.header()),
            is_told: purpose == Purpose::Tell,
        });
        Weak {
            address: object.address(),
            serial: entry.serial,
            number,
        }
    }

    /// The watchers of `object` that live, the first one first.
    pub fn watchers(object: &Ref) -> Vec<Ref> {
        if !object.header().flags().has(Flags::WATCHED) {
            return Vec::new();
        }
        let heap = current_heap();
        let table = heap.weak();
        let Some(entry) = table.entries.get(&object.address()) else {
            return Vec::new();
        };
        let watchers = entry.watchers.iter();
        // SAFETY: (watched) a watcher is dropped only after its reference has left the table.
        { watchers }
            .filter_map(|watcher| unsafe { try_take(watcher.object) })
            .collect()
    }

    /// How many weak references an object has.
    pub fn count(object: &Ref) -> usize {
        let heap = current_heap();
        let table = heap.weak();
        let entry = table.entries.get(&object.address());
        entry.map_or(0, |entry| entry.watchers.len())
    }

    /// The object, if it lives.
    pub fn get(&self) -> Option<Ref> {
        let heap = current_heap();
        let table = heap.weak();
        let entry = table.entries.get(&self.address)?;
        if entry.serial != self.serial {
            return None;
        }
        let header = NonNull::new(self.address as *mut Header)?;
        // SAFETY: (watched) the entry is there, so the object was not freed.
        unsafe { try_take(header) }
    }
}

impl Drop for Weak {
    fn drop(&mut self) {
        let heap = current_heap();
        let mut table = heap.weak();
        if let Some(entry) = table.entries.get_mut(&self.address)
            && entry.serial == self.serial
        {
            entry
                .watchers
                .retain(|watcher| watcher.number != self.number);
        }
    }
}

/// The watchers of a dead object that are to be told, the latest first; it cannot be found any more.
pub(super) fn forget(table: &mut Table, object: NonNull<Header>) -> Vec<Ref> {
    let Some(entry) = table.entries.remove(&(object.as_ptr() as usize)) else {
        return Vec::new();
    };
    let told = entry
        .watchers
        .iter()
        .rev()
        .filter(|watcher| watcher.is_told && !seeded!(WeakTellsNobody));
    // SAFETY: (watched) a watcher is dropped only after its reference has left the table.
    { told }
        .filter_map(|watcher| unsafe { try_take(watcher.object) })
        .collect()
}
