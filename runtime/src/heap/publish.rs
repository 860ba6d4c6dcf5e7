//! Publishing: how an object that one thread made becomes one that several may reach.
//!
//! Under [`Counting::Escape`](super::Counting::Escape) objects are born local: counted with plain
//! loads and stores, guarded by a flag. Before one is stored where another thread can find it, it is
//! published: it and all that it leads to become `SHARED`. So a shared object refers to objects
//! that are `SHARED` or `IMMORTAL` only (*published*).
//!
//! - [`Heap::share_all`] publishes everything, at the moment at which there is a second thread;
//! - [`Ref::adopt`] publishes what is about to be stored in an object, if that one is shared;
//! - [`Ref::publish`] publishes what is handed to a thread.
//!
//! Debug builds look after it: each access to a count checks that a local object is its own thread's,
//! and each guard of a shared object that was written through checks what the object refers to.
#![allow(unsafe_code)]

use super::books;
use super::cells::{self, Heap};
use super::counting::{Counting, Flags, Header};
use super::object::{Ref, Visitor};
use super::record;
use crate::seeded::seeded;
use crate::sync::atomic::Ordering;
use std::cell::RefCell;
use std::hint::cold_path;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

impl Header {
    /// Whether one thread only reaches the object, so that it is counted without read-modify-write.
    fn is_local(&self) -> bool {
        !self.flags().has(Flags(Flags::SHARED.0 | Flags::IMMORTAL.0))
    }

    fn raise(&self, flags: Flags) {
        let bits = self.flags().0 | flags.0;
        self.flags.store(bits, Ordering::Relaxed);
    }
}

impl Ref {
    /// To be called before a reference to `value` is stored in this object, and with no guard of
    /// `value` out.
    #[inline(always)]
    pub fn adopt(&self, value: &Ref) {
        if self.header().flags().has(Flags::SHARED) {
            cold_path();
            if value.header().is_local() && !seeded!(AdoptNothing) {
                publish(value);
            }
        }
    }

    /// Publishes the object, where objects are local at all.
    pub fn publish(&self) {
        let is_local = self.header().is_local() && !seeded!(PublishNothing);
        if cells::current_heap().counting() == Counting::Escape && is_local {
            publish(self);
        }
    }

    /// Whether several threads may reach the object.
    #[inline(always)]
    pub fn is_shared(&self) -> bool {
        self.header().flags().has(Flags::SHARED)
    }
}

/// Marks a local object and all local ones that it leads to.
#[inline(never)]
fn publish(object: &Ref) {
    let waiting = RefCell::new(Vec::new());
    let has_books = cells::current_heap().open_books().is_some();
    let noted = RefCell::new(Vec::new());
    let note = |child: &Ref| {
        if child.header().is_local() {
            child.header().raise(Flags::SHARED);
            record::publish(child.header());
            waiting.borrow_mut().push(NonNull::from(child.header()));
            if has_books {
                noted.borrow_mut().push(NonNull::from(child.header()));
            }
        }
    };
    note(object);
    // SAFETY: (alone) a local object is its thread's own, and so is what only local ones lead to.
    let visitor = unsafe { Visitor::new(&note) };
    loop {
        let next = waiting.borrow_mut().pop();
        let Some(next) = next.filter(|_| !seeded!(PublishShallow)) else {
            break;
        };
        // SAFETY: (counted) something that is being published refers to it.
        unsafe { cells::trace(next, &visitor) };
    }
    if has_books {
        let objects = noted.borrow();
        // SAFETY: (counted) as above.
        let objects = objects.iter().map(|it| unsafe { it.as_ref() });
        let objects: Vec<&Header> = objects.collect();
        books::note_published(&objects);
    }
}

impl Heap {
    /// Publishes all objects; those that `is_immortal` picks out are not counted any more.
    /// Where objects are not local, they stay as they are. Under `Racy` supervision begins. Call it
    /// while there is one thread.
    pub fn share_all(&self, is_immortal: &dyn Fn(&Ref) -> bool) {
        self.supervise();
        if self.counting() != Counting::Escape || seeded!(ShareNothing) {
            return;
        }
        if self.open_books().is_some() {
            books::note_shared(self.living().len() as u64);
        }
        self.each(&|object| {
            object.header().raise(Flags::SHARED);
            record::publish(object.header());
            if is_immortal(object) {
                object.header().raise(Flags::IMMORTAL);
            }
        });
    }

    /// There is a second thread: supervision begins, and accounts are open, where there are any.
    pub fn supervise(&self) {
        if let Some(quarantine) = self.quarantine() {
            quarantine.begin();
        }
        if let Some(accounts) = self.accounts() {
            accounts.open();
        }
    }

    /// Shows all objects. Call it while there is one thread.
    pub fn each(&self, see: &dyn Fn(&Ref)) {
        for cell in self.living() {
            // SAFETY: a living object; the reference is not counted, and given up below.
            let object = ManuallyDrop::new(unsafe { Ref::from_raw(cell) });
            see(&object);
        }
    }

    /// At the end of a run, with the heap entered and no other thread: frees what was not counted any
    /// more, so that the audit tells leaks from the rest.
    pub fn free_immortals(&self) {
        let immortals: Vec<NonNull<Header>> = { self.living().into_iter() }
            // SAFETY: a living object.
            .filter(|cell| unsafe { cell.as_ref() }.flags().has(Flags::IMMORTAL))
            .collect();
        for cell in &immortals {
            // SAFETY: nobody uses it any more; references from others like it are not counted.
            unsafe { cells::drop_body(*cell) };
        }
        for cell in immortals.into_iter().skip(seeded!(ImmortalsKept).into()) {
            // SAFETY: its body was dropped above, and all that referred to it.
            unsafe { cells::bury(cell) };
        }
    }
}

/// A shared object refers to shared and immortal ones only.
///
/// # Panics
/// Where it does not: somebody has stored a local object without publishing it.
#[cfg(debug_assertions)]
pub(super) fn check(header: &Header) {
    if cells::current_heap().counting() != Counting::Escape {
        return;
    }
    let kind = header.kind;
    let note = |child: &Ref| {
        let child = child.header();
        assert!(
            !child.is_local(),
            "(published) an object of kind {kind} that is shared was given one of kind {} that is \
             not",
            child.kind
        );
    };
    // SAFETY: (guard) the caller holds the object's lock, and looks at the references only.
    let visitor = unsafe { Visitor::new(&note) };
    // SAFETY: a living object.
    unsafe { cells::trace(NonNull::from(header), &visitor) };
}
