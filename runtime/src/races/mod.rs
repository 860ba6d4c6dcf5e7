//! Data races and lock orders of one run, found while it goes on: happens-before with vector clocks.
//!
//! - `clock`: what has happened before what;
//! - `shadow`: the last accesses to each variable, as FastTrack keeps them (C. Flanagan, S. Freund, PLDI
//!   2009): epochs instead of whole clocks;
//! - `locks`: who takes which lock while it holds which: [`Inversion`]s are circles in that;
//! - `detector`: all of it, fed one access at a time; pure, and the same for a run and for explored
//!   schedules;
//! - `watch`: a [`Detector`] that OS threads feed as they go, and the stacks of what it finds.
//!
//! What orders threads: beginnings and ends of threads, locks from one who lets go to the next who
//! takes, and operations that are whole by themselves (methods of containers, the library's own code)
//! from one who writes to all who come later. That the GIL changes hands orders nothing.

mod clock;
mod shadow;
mod locks;
mod detector;
mod watch;

pub use clock::Birth;
pub use detector::{Detector, Found, Met};
pub use locks::{Edge, Inversion};
pub use watch::{Place, Race, Side, Tally, Watch};

use std::hash::{BuildHasherDefault, Hasher};

/// A table by numbers that are not chosen by an adversary.
type Table<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Mixer>>;

/// Mixes numbers: addresses and parts of objects.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64((*byte).into()));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}
