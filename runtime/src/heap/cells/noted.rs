//! Cells of heaps with books: each is taken and given back alone, so that no birth and no death is missed.
//! See `heap/books.rs`.
#![allow(unsafe_code)]

use super::{FreeCell, Heap, Link, Local, Pace, drop_body};
use crate::heap::accounts::Accounts;
use crate::heap::books::{Account, Books, Inspection};
use crate::heap::counting::{Counting, Flags, Header};
use crate::sync::atomic::Ordering;
use std::ptr::NonNull;
use std::sync::Arc;

impl Heap {
    /// An empty heap for one run with books, which are to be opened; not for racy counts.
    pub fn inspected(counting: Counting, inspection: Inspection) -> Arc<Heap> {
        assert!(counting != Counting::Racy, "racy counts have a tally");
        let accounts = Accounts::with(Books::new(inspection));
        Heap::with(counting, None, Some(Arc::new(accounts)), 1, Pace::new())
    }

    /// The books, if there are any.
    pub(in crate::heap) fn books(&self) -> Option<&Books> {
        self.accounts()?.books()
    }

    /// The books, if there are any and they are open.
    pub(in crate::heap) fn open_books(&self) -> Option<&Books> {
        let accounts = self.accounts()?;
        accounts.books().filter(|_| accounts.is_open())
    }

    /// The script begins: opens the books, if there are any.
    pub fn open(&self) {
        if let (Some(accounts), Some(_)) = (self.accounts(), self.books()) {
            accounts.open();
        }
    }

    /// The script has ended: closes the books and gives what they say, if there are any.
    pub fn close(&self) -> Option<Account> {
        let books = self.books()?;
        self.accounts().into_iter().for_each(Accounts::close);
        Some(books.account())
    }
}

impl Local {
    /// A list of free cells; where there are books, of one, which becomes an object now.
    #[cold]
    #[inline(never)]
    pub(super) fn refill(&self, size: usize) -> NonNull<FreeCell> {
        let Some(books) = self.heap.books() else {
            return self.heap.take_batch(size);
        };
        self.settle_birth();
        let mut cell = self.heap.take_batch(size);
        // SAFETY: the cells of the list are free and this holder's alone.
        let rest = std::mem::replace(&mut unsafe { cell.as_mut() }.next, Link(None));
        if let Some(rest) = rest.0 {
            self.heap.give_back(size, rest);
        }
        if self.heap.open_books().is_some() && !self.is_quiet.get() {
            let number = books.expect(cell.as_ptr() as usize, self.standing.get());
            self.birth_pending.set(Some((cell.cast(), number)));
        }
        cell
    }

    /// What was made last is whole by now: enters it in the books.
    pub(in crate::heap) fn settle_birth(&self) {
        if let Some((cell, number)) = self.birth_pending.take()
            && let Some(books) = self.heap.books()
        {
            // SAFETY: (counted) who frees an object takes it off the pending ones first, under the lock
            // of the books, which is held where this is called, and until the object has been seen.
            let header = || unsafe { cell.as_ref() };
            books.settle(cell.as_ptr() as usize, number, header);
        }
    }

    /// The end of an object of a heap with books.
    ///
    /// # Safety
    /// Nobody refers to the object any more.
    #[cold]
    pub(super) unsafe fn bury_noted(&self, object: NonNull<Header>) {
        self.settle_birth();
        // SAFETY: the body is dropped below.
        let header = unsafe { object.as_ref() };
        let is_open = self.heap.open_books().is_some();
        if let Some(books) = self.heap.books() {
            books.bury(header, is_open);
        }
        // SAFETY: the caller vouches for it.
        unsafe { drop_body(object) };
        // What the body made or dropped may have been noted meanwhile; the cell is nobody's.
        let size = header.size as usize;
        header.flags.store(Flags::FREED.0, Ordering::Relaxed);
        header.count.store(0, Ordering::Relaxed);
        self.freed.set(self.freed.get() + 1);
        let mut cell = object.cast::<FreeCell>();
        // SAFETY: the object in the cell is dead, so the cell is this holder's alone.
        unsafe { cell.as_mut() }.next = Link(None);
        self.heap.give_back(size, cell);
    }

    /// Counting takes this many picoseconds more.
    pub(in crate::heap) fn stall(&self, picos: u64) {
        self.stalled.set(self.stalled.get() + picos);
    }

    /// Picoseconds that counting took since this was last asked, by the costs supposed.
    #[inline]
    pub fn take_stalls(&self) -> u64 {
        self.stalled.take()
    }
}
