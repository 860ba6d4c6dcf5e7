//! Choices that a seed decides.

use gilscope_runtime::random::Random;

/// Chance, the same for the same seed.
pub struct Chance(Random);

impl Chance {
    /// The chance of a seed; neighbouring seeds have nothing in common.
    pub fn new(seed: u64) -> Chance {
        let start = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1;
        Chance(Random::new(start))
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0.below(limit)
    }

    /// Whether something happens that does so once in `n` times.
    pub fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// One of these.
    pub fn pick<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.below(choices.len() as u64) as usize]
    }
}
