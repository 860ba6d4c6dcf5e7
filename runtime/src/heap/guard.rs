//! Interior mutability: a value inside an object, reached by one guard at a time.
//!
//! Never run script code, drop a reference or wait while a guard is out: move the dead value out
//! of it and drop it afterwards.
#![allow(unsafe_code)]

use super::counting::{Flags, Header};
use super::object::{Gc, Object};
use crate::seeded::seeded;
use crate::sync::atomic::Ordering;
use crate::sync::spin;
use std::cell::UnsafeCell;
use std::hint::cold_path;
use std::ops::{Deref, DerefMut};

/// A value inside an object's body that changes; see [`Gc::guard`].
pub struct Guarded<T> {
    value: UnsafeCell<T>,
}

// SAFETY: (guard) at most one guard exists at a time, so `Sync` asks no more than `Send` of `T`.
unsafe impl<T: Send> Sync for Guarded<T> {}

impl<T> Guarded<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Guarded<T> {
        Guarded {
            value: UnsafeCell::new(value),
        }
    }

    /// The value, where nobody else can reach it.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// # Safety
    /// No guard of this object is out, and none is taken while the borrow lasts.
    pub(super) unsafe fn peek(&self) -> &T {
        // SAFETY: the caller vouches for it.
        unsafe { &*self.value.get() }
    }
}

/// Access to a guarded value; ends when dropped.
pub struct Guard<'a, T> {
    header: &'a Header,
    value: &'a mut T,
    /// Whether somebody could have written through it.
    is_written: bool,
    /// Whether the object was `SHARED` when it was locked.
    is_shared: bool,
}

impl<T: Object> Gc<T> {
    /// Locks the object and gives access to one of its guarded fields.
    ///
    /// # Panics
    /// When a guard of the same object is already out in this thread: a bug of ours.
    #[inline(always)]
    pub fn guard<F>(&self, field: impl Fn(&T) -> &Guarded<F>) -> Guard<'_, F> {
        let is_shared = self.as_ref().header().lock();
        // SAFETY: (guard) the object is locked.
        unsafe { self.guard_locked(field, is_shared) }
    }

    /// As [`Gc::guard`] for an object that one thread only reaches; None, and nothing locked, where
    /// several may.
    #[inline(always)]
    pub fn guard_local<F>(&self, field: impl Fn(&T) -> &Guarded<F>) -> Option<Guard<'_, F>> {
        let header = self.as_ref().header();
        if header.flags().has(Flags::SHARED) {
            cold_path();
            return None;
        }
        header.lock_local();
        // SAFETY: (guard) the object is locked.
        Some(unsafe { self.guard_locked(field, false) })
    }

    /// Looks at a guarded field. What is done is compiled apart for objects that several threads may
    /// reach: the others pay for nothing that those need.
    #[inline(always)]
    pub fn read<F, R>(&self, field: impl Fn(&T) -> &Guarded<F>, look: impl FnOnce(&F) -> R) -> R {
        match self.guard_local(&field) {
            Some(value) => look(&value),
            None => self.read_shared(field, look),
        }
    }

    /// A guarded field of an object that one thread only reaches, without a lock; None where several may.
    ///
    /// # Safety
    /// While the borrow lasts, nothing takes a guard of the object, nor is anything dropped.
    #[inline(always)]
    pub unsafe fn local<F>(&self, field: impl Fn(&T) -> &Guarded<F>) -> Option<&F> {
        // SAFETY: (guard) as the caller vouches, there is no guard in the only thread that could have one.
        self.is_local()
            .then(|| unsafe { self.cell_of(field).peek() })
    }

    /// As [`Gc::local`], to change it.
    ///
    /// # Safety
    /// As of [`Gc::local`], and nothing else borrows the field.
    #[inline(always)]
    #[allow(clippy::mut_from_ref, reason = "as of `UnsafeCell`")]
    pub unsafe fn local_mut<F>(&self, field: impl Fn(&T) -> &Guarded<F>) -> Option<&mut F> {
        // SAFETY: (guard) as in `local`.
        { self.is_local() }.then(|| unsafe { &mut *self.cell_of(field).value.get() })
    }

    /// Whether one thread only reaches the object; no guard of it is out then.
    #[inline(always)]
    fn is_local(&self) -> bool {
        let header = self.as_ref().header();
        if header.flags().has(Flags::SHARED) {
            cold_path();
            return false;
        }
        header.assert_free();
        true
    }

    #[inline(never)]
    fn read_shared<F, R>(
        &self,
        field: impl Fn(&T) -> &Guarded<F>,
        look: impl FnOnce(&F) -> R,
    ) -> R {
        look(&self.guard(field))
    }

    /// As [`Gc::read`], to change it.
    #[inline(always)]
    pub fn write<F, R>(
        &self,
        field: impl Fn(&T) -> &Guarded<F>,
        change: impl FnOnce(&mut F) -> R,
    ) -> R {
        match self.guard_local(&field) {
            Some(mut value) => change(&mut value),
            None => self.write_shared(field, change),
        }
    }

    #[inline(never)]
    fn write_shared<F, R>(
        &self,
        field: impl Fn(&T) -> &Guarded<F>,
        change: impl FnOnce(&mut F) -> R,
    ) -> R {
        change(&mut self.guard(field))
    }

    /// # Safety
    /// The caller has just locked the object.
    #[inline(always)]
    unsafe fn guard_locked<F>(
        &self,
        field: impl Fn(&T) -> &Guarded<F>,
        is_shared: bool,
    ) -> Guard<'_, F> {
        // SAFETY: (guard) the lock was free and is ours, and the field lies in the locked object.
        let value = unsafe { &mut *self.cell_of(field).value.get() };
        Guard {
            header: self.as_ref().header(),
            value,
            is_written: false,
            is_shared,
        }
    }

    /// A guarded field, which lies in this object.
    #[inline(always)]
    fn cell_of<F>(&self, field: impl Fn(&T) -> &Guarded<F>) -> &Guarded<F> {
        let body: &T = self;
        let cell = field(body);
        let start = std::ptr::from_ref(body) as usize;
        let offset = (std::ptr::from_ref(cell) as usize).wrapping_sub(start);
        assert!(
            offset < size_of::<T>(),
            "(guard) the field lies in another object"
        );
        cell
    }
}

impl Header {
    /// Locks it; whether it is shared.
    #[inline(always)]
    fn lock(&self) -> bool {
        let flags = self.flags();
        let is_shared = flags.has(Flags::SHARED);
        if is_shared {
            cold_path();
            self.lock_shared(flags);
        } else {
            self.lock_local();
        }
        is_shared
    }

    /// A guard of the object, which is shared, ends.
    #[inline(never)]
    fn leave_shared(&self, is_written: bool) {
        #[cfg(debug_assertions)]
        if is_written {
            super::publish::check(self);
        }
        super::record::note(self, is_written);
    }

    #[inline(always)]
    fn assert_free(&self) {
        assert!(
            self.lock.load(Ordering::Relaxed) == 0,
            "(guard) re-entrant borrow"
        );
    }

    #[inline(always)]
    fn lock_local(&self) {
        self.assert_free();
        let taken = u8::from(!seeded!(GuardTakesTwice));
        self.lock.store(taken, Ordering::Relaxed);
    }

    #[inline(never)]
    fn lock_shared(&self, flags: Flags) {
        if flags.has_all(Flags::POISONED) {
            super::quarantine::note_guard(self);
        }
        let mut spins = 0u32;
        if seeded!(GuardRaces) && self.lock.load(Ordering::Acquire) == 0 {
            return self.lock.store(1, Ordering::Relaxed);
        }
        // Acquire pairs with the Release in `unlock` of the guard before.
        while self
            .lock
            .compare_exchange_weak(0, 1, Ordering::Acquire, Ordering::Relaxed)
            .is_err()
        {
            spins += 1;
            spin(spins);
        }
    }

    #[inline(always)]
    fn unlock(&self) {
        // Release pairs with the Acquire in `lock_shared`.
        let order = match seeded!(GuardEndsRelaxed) {
            true => Ordering::Relaxed,
            false => Ordering::Release,
        };
        self.lock.store(seeded!(GuardNeverEnds).into(), order);
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        self.value
    }
}

impl<T> DerefMut for Guard<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        self.is_written = true;
        self.value
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_shared {
            cold_path();
            self.header.leave_shared(self.is_written);
        }
        self.header.unlock();
    }
}

/// Models of a guard of an object that several threads reach, run by loom.
#[cfg(all(test, loom))]
mod loom_models {
    use super::*;
    use loom::cell::UnsafeCell as Watched;
    use std::sync::Arc;

    #[test]
    fn loom_a_guard_excludes_and_shows_what_was_written() {
        loom::model(|| {
            let header = Header::new(1, 2, Flags::SHARED, 0);
            let object = Arc::new((header, Watched::new(0u32)));
            let touch = |object: &(Header, Watched<u32>)| {
                object.0.lock();
                object.1.with_mut(|value| {
                    // SAFETY: loom panics before this runs if another thread is inside.
                    unsafe { *value += 1 };
                });
                object.0.unlock();
            };
            let other = object.clone();
            let thread = loom::thread::spawn(move || touch(&other));
            touch(&object);
            thread.join().unwrap();
            object.0.lock();
            // SAFETY: as above.
            let value = object.1.with(|value| unsafe { *value });
            assert_eq!(value, 2);
        });
    }
}
