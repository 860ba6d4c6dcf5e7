//! The only place that names parking_lot, `std::sync::atomic`, `std::thread` and loom.
//!
//! Under `cfg(loom)` everything here is loom's, so that models run the very code that ships.
//! Guards are passed by value (`wait(guard) -> guard`), a shape all of them can have; there is no
//! poison. Waits with a timeout exist outside loom only: the core decides about time by events
//! (see `crate::gil`), because no model checker fires a timeout.

#[cfg(not(loom))]
pub(crate) mod atomic {
    #[cfg(feature = "os")]
    pub(crate) use std::sync::atomic::AtomicUsize;
    pub(crate) use std::sync::atomic::{
        AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering, fence,
    };
}
#[cfg(loom)]
pub(crate) mod atomic {
    pub(crate) use loom::sync::atomic::{
        AtomicBool, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence,
    };
}

/// What stands in statics, which no model checker can have: each is filled once, or only grows.
pub(crate) mod fixed {
    pub(crate) use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64};
    pub(crate) use std::sync::{OnceLock, PoisonError, RwLock};
}

/// What a waiter does between two tries at a lock that is held for moments only.
pub(crate) fn spin(tries: u32) {
    if tries.is_multiple_of(64) {
        #[cfg(not(loom))]
        std::thread::yield_now();
        #[cfg(loom)]
        loom::thread::yield_now();
    } else {
        std::hint::spin_loop();
    }
}

/// Cores of this computer that the process may use.
#[cfg(feature = "os")]
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(loom)]
use loom::sync as imp;
#[cfg(all(not(loom), feature = "os"))]
use parking_lot as imp;
#[cfg(all(not(loom), not(feature = "os")))]
use std::sync as imp;

/// A mutual exclusion lock of ours (the script's locks are `crate::wait::Lock`). Never poisoned.
#[derive(Debug, Default)]
pub(crate) struct Mutex<T>(imp::Mutex<T>);

/// What holding a [`Mutex`] looks like.
pub(crate) type MutexGuard<'a, T> = imp::MutexGuard<'a, T>;

impl<T> Mutex<T> {
    /// A free lock around `value`.
    pub(crate) fn new(value: T) -> Mutex<T> {
        Mutex(imp::Mutex::new(value))
    }

    /// Waits until the lock is free and takes it.
    #[cfg(all(not(loom), feature = "os"))]
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock()
    }

    /// Waits until the lock is free and takes it.
    #[cfg(any(loom, not(feature = "os")))]
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(feature = "os")]
pub(crate) use os::*;

/// What only OS threads need.
#[cfg(feature = "os")]
mod os {
    use super::{MutexGuard, imp};

    /// Where OS threads sleep until another rings.
    #[derive(Debug, Default)]
    pub(crate) struct Condvar(imp::Condvar);

    impl Condvar {
        /// Wakes one sleeper.
        pub(crate) fn notify_one(&self) {
            self.0.notify_one();
        }

        /// Sleeps until notified, or for no reason at all.
        #[cfg(not(loom))]
        pub(crate) fn wait<'a, T>(&self, mut guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
            self.0.wait(&mut guard);
            guard
        }

        /// Sleeps until notified, or for no reason at all.
        #[cfg(loom)]
        pub(crate) fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
            self.0
                .wait(guard)
                .unwrap_or_else(std::sync::PoisonError::into_inner)
        }

        /// Sleeps until notified, for `span` at most, or for no reason at all.
        #[cfg(not(loom))]
        pub(crate) fn wait_for<'a, T>(
            &self,
            mut guard: MutexGuard<'a, T>,
            span: crate::time::Nanos,
        ) -> MutexGuard<'a, T> {
            let span = std::time::Duration::from_nanos(span.0);
            self.0.wait_for(&mut guard, span);
            guard
        }
    }

    #[cfg(not(loom))]
    pub(crate) mod thread {
        pub(crate) use std::thread::{Builder, JoinHandle, scope, yield_now};
    }
}
