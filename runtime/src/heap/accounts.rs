//! Accounts: how often references were counted, and how, where somebody wants to know.
//!
//! Objects of such a heap have the flag `ACCOUNTED`, which sends each count operation past here; then it
//! is done as it would be otherwise. Accounts are open from the second thread on.

use super::books::{self, Books, Kind};
use super::cells;
use super::counting::{Flags, Header};
use super::quarantine::{Deed, Supervision};
use crate::sync::Mutex;
use crate::sync::atomic::{AtomicBool, Ordering};

/// Count operations by kind.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Operations {
    /// By load, change and store.
    pub plain: u64,
    /// By atomic read-modify-write instructions.
    pub atomic: u64,
    /// Those that were spared: on objects that are not counted.
    pub spared: u64,
}

impl Operations {
    /// All of them.
    pub fn all(&self) -> u64 {
        self.plain + self.atomic + self.spared
    }
}

/// The accounts of a heap.
#[derive(Default)]
pub(super) struct Accounts {
    is_open: AtomicBool,
    total: Mutex<Operations>,
    /// Of each object and line, where that is wanted.
    books: Option<Books>,
}

impl Accounts {
    /// Those with books.
    pub(super) fn with(books: Books) -> Accounts {
        Accounts {
            books: Some(books),
            ..Accounts::default()
        }
    }

    /// The books, if there are any.
    pub(super) fn books(&self) -> Option<&Books> {
        self.books.as_ref()
    }

    pub(super) fn supervision(&self) -> Supervision {
        match &self.books {
            Some(books) if self.is_open() => books.supervision(),
            _ => Supervision::None,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.is_open.load(Ordering::Relaxed)
    }

    /// From now on nothing is noted.
    pub(super) fn close(&self) {
        self.is_open.store(false, Ordering::Relaxed);
    }

    /// From now on operations are noted.
    pub(super) fn open(&self) {
        self.is_open.store(true, Ordering::Relaxed);
    }

    /// Adds what a holder of free lists has noted.
    pub(super) fn add(&self, operations: Operations) {
        let mut total = self.total.lock();
        total.plain += operations.plain;
        total.atomic += operations.atomic;
        total.spared += operations.spared;
    }

    pub(super) fn total(&self) -> Operations {
        *self.total.lock()
    }
}

/// Counts a reference to an object with these flags, and notes how if `ACCOUNTED` is one of them; true
/// if it was the last.
#[inline(never)]
pub(super) fn count(header: &Header, deed: Deed, flags: Flags) -> bool {
    let is_spared = flags.has(Flags::IMMORTAL);
    let is_atomic = flags.has(Flags(Flags::SHARED.0 | Flags::WATCHED.0));
    note(header, flags, is_atomic);
    match (is_spared, is_atomic, deed) {
        (true, ..) | (.., Deed::Guard) => false,
        (_, true, Deed::Increment) => {
            header.increment_atomically();
            false
        }
        (_, true, Deed::Decrement) => header.decrement_atomically(),
        (_, false, Deed::Increment) => {
            header.increment_plainly();
            false
        }
        (_, false, Deed::Decrement) => header.decrement_plainly(),
    }
}

/// Notes an operation on an object with these flags, if `ACCOUNTED` is one of them.
pub(super) fn note(header: &Header, flags: Flags, is_atomic: bool) {
    if flags.has(Flags::ACCOUNTED)
        && let Some(local) = cells::entered()
        && let Some(accounts) = local.heap().accounts()
        && accounts.is_open()
        && !local.is_quiet.get()
    {
        let kind = match (flags.has(Flags::IMMORTAL), is_atomic) {
            (true, _) => Kind::Skipped,
            (false, true) => Kind::Shared,
            (false, false) => Kind::Local,
        };
        let mut operations = local.operations.get();
        match kind {
            Kind::Skipped => operations.spared += 1,
            Kind::Shared => operations.atomic += 1,
            Kind::Local => operations.plain += 1,
        }
        local.operations.set(operations);
        if accounts.books.is_some() {
            books::note_count(header, kind);
        }
    }
}
