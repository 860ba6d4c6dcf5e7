//! Chance for the virtual clock: a pure function of the seed.

/// A generator of numbers that look random (SplitMix64, by Steele, Lea and Flood).
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    /// Two generators with the same seed give the same numbers.
    pub(super) fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// A number below `bound`, which is at least 1 and small.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % bound
    }
}
