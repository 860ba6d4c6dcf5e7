//! Holders as owners of objects: what they do under biased counting. See `heap/biased.rs`.
#![allow(unsafe_code)]

use super::{Heap, Local, enter, entered, release};
use crate::heap::accounts;
use crate::heap::biased::{LAST, LOCAL, NOBODY, Waiting};
use crate::heap::counting::{Counting, Flags, Header};
use crate::heap::object::Ref;
use crate::heap::quarantine::Deed;
use crate::sync::Mutex;
use crate::sync::atomic::{AtomicBool, Ordering};
use std::collections::VecDeque;
use std::sync::Arc;

/// Objects whose finalizers must run, and nobody to do that yet.
#[derive(Default)]
pub(super) struct Orphans {
    are_any: AtomicBool,
    objects: Mutex<VecDeque<Ref>>,
}

impl Orphans {
    /// At the end of the heap.
    pub(super) fn forget(&self) {
        for object in self.objects.lock().drain(..) {
            object.into_raw();
        }
    }
}

/// Counts a reference to a `BIASED` object with these flags; true if it was the last.
#[inline(never)]
pub(in crate::heap) fn count_biased(header: &Header, deed: Deed, flags: Flags) -> bool {
    let local = entered();
    let me = local.map_or(NOBODY, |local| local.number);
    let is_mine = header.is_owned_by(me);
    debug_assert!(
        !is_mine || !local.is_some_and(|local| local.detached.get()),
        "(attached) an owner that is detached counts an object of kind {}",
        header.kind
    );
    if flags.has(Flags(Flags::IMMORTAL.0 | Flags::ACCOUNTED.0)) {
        accounts::note(header, flags, !is_mine);
        if flags.has(Flags::IMMORTAL) {
            return false;
        }
    }
    match deed {
        Deed::Guard => false,
        Deed::Increment => {
            header.increment_biased(me);
            false
        }
        Deed::Decrement => {
            let local = local.expect("no heap was entered on this OS thread");
            let queues = local.heap.queues.as_ref();
            header.decrement_biased(me, queues.expect("the heap counts so"))
        }
    }
}

/// Merges what has waited, and frees it if that was the last reference. The heap is entered.
fn settle(waiting: Waiting) {
    if let Some(dead) = waiting.merge() {
        release(dead);
    }
}

impl Heap {
    /// Sets whether references to the objects of a thread that waits for something are dropped, under
    /// `Biased`, by others in its place, as they are unless this is called. If not, they wait until
    /// it comes back, as in CPython 3.13 and 3.14 without the GIL.
    pub fn set_detached_merge(&self, is_on: bool) {
        if let Some(queues) = &self.queues {
            queues.set_detaches(is_on);
        }
    }

    /// Whether others merge for a thread that waits for something.
    pub(super) fn has_detached_merge(&self) -> bool {
        { self.queues.as_ref() }.is_some_and(|queues| queues.detaches())
    }

    /// The number of a holder and what its objects say of it.
    pub(super) fn owner_of(&self, number: u32) -> (u32, u32) {
        match self.counting {
            Counting::Biased if number < LAST => (number, number | LOCAL),
            Counting::Biased => (NOBODY, LAST | LOCAL),
            _ => (number, number),
        }
    }

    /// Opens the merge queue of a holder, if it can own anything.
    pub(super) fn open_queue(&self, number: u32) -> Option<Arc<AtomicBool>> {
        let queues = self.queues.as_ref()?;
        (number != NOBODY).then(|| queues.open(number))
    }

    /// Merges what waits for anybody. Nobody else runs; the heap is entered.
    pub(super) fn merge_all(&self) {
        if let Some(queues) = &self.queues {
            queues.take_all().into_iter().for_each(settle);
        }
    }
}

impl Local {
    /// To be called, with the holder entered, where it begins to run and at its safe points: under
    /// `Biased`, it merges what waits for it, and others do so no longer in its place. Whether objects
    /// may wait for their finalizers now that nobody else looks after.
    #[inline]
    pub fn attach(&self) -> bool {
        let Some(bell) = &self.bell else {
            return false;
        };
        if self.detached.get()
            || bell.load(Ordering::Relaxed)
            || self.heap.orphans.are_any.load(Ordering::Relaxed)
        {
            return self.come_back();
        }
        false
    }

    #[cold]
    fn come_back(&self) -> bool {
        let Some(queues) = &self.heap.queues else {
            return false;
        };
        if self.detached.replace(false) {
            queues.attach(self.number);
        }
        queues.take(self.number).into_iter().for_each(settle);
        if self.heap.orphans.are_any.swap(false, Ordering::Relaxed) {
            let mut orphans = self.heap.orphans.objects.lock();
            self.finalizable.borrow_mut().append(&mut orphans);
        }
        !self.finalizable.borrow().is_empty()
    }

    /// Whether others merge in its place.
    pub fn is_detached(&self) -> bool {
        self.detached.get()
    }

    /// To be called, with the holder entered, where it ceases to run for some time: it must not count
    /// anything before it is attached again.
    #[inline]
    pub fn detach(&self) {
        if self.bell.is_some() && !self.detached.get() {
            self.go_away();
        }
    }

    #[cold]
    fn go_away(&self) {
        if let Some(queues) = &self.heap.queues {
            self.detached.set(queues.detach(self.number, settle));
            self.hand_over();
        }
    }

    /// What waits here for its finalizer shall not wait for this holder: whoever is attached next has it,
    /// under `Biased`.
    pub fn hand_over(&self) {
        if self.heap.queues.is_none() {
            return;
        }
        let mut mine = self.finalizable.borrow_mut();
        if !mine.is_empty() {
            self.heap.orphans.objects.lock().append(&mut mine);
            self.heap.orphans.are_any.store(true, Ordering::Relaxed);
        }
    }

    /// The holder is no more.
    pub(super) fn close_queue(&self) {
        if let Some(queues) = &self.heap.queues {
            if self.detached.replace(false) {
                queues.attach(self.number);
            }
            enter(self, || queues.close(self.number, settle));
            self.hand_over();
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use crate::heap::{Gc, Object, Visitor};

    struct Leaf;

    // SAFETY: the only implementor of kind 60 in this test binary.
    unsafe impl Object for Leaf {
        const KIND: u8 = 60;

        fn trace(&self, _visitor: &Visitor<'_>) {}
    }

    /// Numbers of owners end somewhere. What others make is nobody's from its birth on.
    #[test]
    fn more_holders_than_there_are_numbers_count_as_well() {
        let heap = Heap::new(Counting::Biased);
        heap.locals.store(LAST - 1, Ordering::Relaxed);
        let last = Local::new(&heap);
        let beyond = [Local::new(&heap), Local::new(&heap)];
        let numbers = [&last, &beyond[0], &beyond[1]].map(|local| local.number);
        assert_eq!(numbers, [LAST - 1, NOBODY, NOBODY]);
        for maker in [&last, &beyond[0], &beyond[1]] {
            for user in [&last, &beyond[0], &beyond[1]] {
                let object = enter(maker, || Gc::new(Leaf));
                let copies = enter(user, || vec![object.clone(); 10]);
                assert_eq!(object.as_ref().header().count(), 11);
                enter(maker, || drop(copies));
                assert_eq!(object.as_ref().header().count(), 1);
                enter(user, || drop(object));
            }
        }
        drop((last, beyond));
        let census = heap.census();
        assert_eq!(
            (census.made, census.freed, census.leaks),
            (9, 9, Vec::new())
        );
    }
}
