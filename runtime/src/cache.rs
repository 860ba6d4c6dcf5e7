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

    /// Its present value; what was written before it by [`Word::show`] can be read after it.
    #[inline(always)]
    pub fn look(&self) -> u64 {
        // Pairs with the Release in `show`.
        self.0.load(Ordering::Acquire)
    }

    /// Replaces the value; see [`Word::look`].
    pub fn show(&self, value: u64) {
        self.0.store(value, Ordering::Release);
    }

    /// Makes a word that is 0 a 1; true for the one who did.
    pub fn claim(&self) -> bool {
        let order = Ordering::Relaxed;
        self.0.compare_exchange(0, 1, order, order).is_ok()
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
