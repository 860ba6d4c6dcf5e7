//! Words that may be read and written by several OS threads without order: caches and counters of
//! what can always be worked out again.

use crate::sync::atomic::Ordering;
use crate::sync::fixed::AtomicU64;

/// A 64-bit word, read and written whole.
#[derive(Default, Debug)]
pub struct Word(AtomicU64);

impl Word {
    /// A word holding `value`.
    pub const fn new(value: u64) -> Word {
        Word(AtomicU64::new(value))
    }

    /// Its present value.
    #[inline(always)]
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Replaces the value.
    #[inline(always)]
    pub fn set(&self, value: u64) {
        self.0.store(value, Ordering::Relaxed);
    }

    /// Adds one and returns the value before: distinct callers get distinct numbers.
    pub fn next(&self) -> u64 {
        self.skip(1)
    }

    /// Adds `count` and returns the value before: distinct callers get so many numbers each.
    pub fn skip(&self, count: u64) -> u64 {
        self.0.fetch_add(count, Ordering::Relaxed)
    }
}
