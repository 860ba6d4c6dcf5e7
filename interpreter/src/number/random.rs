//! The generator behind Python's `random`: the same numbers for the same seed.

use super::error::OpError;
use super::int::{Int, guard_bits};
use num_bigint::BigUint;
use rand_mt::Mt;

/// A Mersenne Twister in the state CPython's `random.Random` would have.
#[derive(Clone, Debug)]
pub struct Random {
    twister: Mt,
}

impl Random {
    /// `random.seed(n)`: the absolute value counts.
    ///
    /// Follows `random_seed` of CPython 3.13, `Modules/_randommodule.c`.
    pub fn seed_int(n: &Int) -> Random {
        // No digits at all stand for 0, which CPython seeds with one zero word.
        let mut key = n.magnitude().to_u32_digits();
        if key.is_empty() {
            key.push(0);
        }
        Random {
            twister: Mt::new_with_key(key),
        }
    }

    /// A generator seeded with words of entropy from the host.
    pub fn seed_words(words: &[u64]) -> Random {
        let halves = words
            .iter()
            .flat_map(|word| [*word as u32, (*word >> 32) as u32]);
        Random {
            twister: Mt::new_with_key(halves.collect::<Vec<u32>>()),
        }
    }

    /// `random.random()`: 53 random bits, at least 0 and below 1.
    pub fn random(&mut self) -> f64 {
        let high = self.twister.next_u32() >> 5;
        let low = self.twister.next_u32() >> 6;
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// `random.getrandbits(count)`.
    ///
    /// Follows `_random_Random_getrandbits_impl` of CPython 3.13.
    pub fn getrandbits(&mut self, count: i64) -> Result<Int, OpError> {
        match count {
            ..0 => Err(OpError::value("number of bits must be non-negative")),
            0 => Ok(Int::ZERO),
            1..=32 => Ok(Int::from(u64::from(
                self.twister.next_u32() >> (32 - count),
            ))),
            _ => {
                guard_bits(count as u64)?;
                Ok(Int::from(self.natural(count as u64)))
            }
        }
    }

    /// `count` random bits, filled word by word from the lowest.
    fn natural(&mut self, count: u64) -> BigUint {
        let mut words: Vec<u32> = (0..count.div_ceil(32))
            .map(|_| self.twister.next_u32())
            .collect();
        if let (Some(last), rest @ 1..) = (words.last_mut(), count % 32) {
            *last >>= 32 - rest;
        }
        BigUint::new(words)
    }

    /// A number in `0..n`, for `n` above 0.
    ///
    /// Follows `Random._randbelow_with_getrandbits` of CPython 3.13, `Lib/random.py`.
    pub fn randbelow(&mut self, n: &Int) -> Result<Int, OpError> {
        debug_assert!(n.signum() > 0, "an empty range has no number");
        let bits = n.bit_length() as i64;
        loop {
            let candidate = self.getrandbits(bits)?;
            if &candidate < n {
                return Ok(candidate);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{int, sample, show};
    use super::*;
    use crate::oracle::{Dice, Oracle, bits};

    #[test]
    fn golden() {
        let mut random = Random::seed_int(&int("42"));
        assert_eq!(random.random(), 0.6394267984578837);
        assert_eq!(random.random(), 0.025010755222666936);
        let mut random = Random::seed_int(&int("0"));
        assert_eq!(random.randbelow(&int("100")), Ok(int("49")));
        assert!(random.getrandbits(-1).is_err());
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(9);
        let mut oracle = Oracle::default();
        for _ in 0..300 {
            let seed = sample(&mut dice);
            let mut random = Random::seed_int(&seed);
            oracle.case(
                format!("random.seed({})", show(&seed)),
                Ok("None".to_owned()),
            );
            for _ in 0..3 {
                oracle.case(
                    "bits(random.random())".to_owned(),
                    Ok(bits(random.random())),
                );
                let count = dice.below(200) as i64;
                let number = random.getrandbits(count).map(|n| show(&n));
                oracle.case(format!("random.getrandbits({count})"), number);
                let n = &sample(&mut dice).abs() + &Int::ONE;
                let number = random.randbelow(&n).map(|n| show(&n));
                oracle.case(format!("random.randrange({})", show(&n)), number);
            }
        }
        oracle.check();
    }
}
