//! Shorthand of the tests in this folder.

use super::int::Int;
use crate::oracle::Dice;

/// The integer written `text`.
pub fn int(text: &str) -> Int {
    Int::from(text.parse::<num_bigint::BigInt>().expect("an integer"))
}

/// `n` in Python's notation.
pub fn show(n: &Int) -> String {
    n.to_big().to_string()
}

/// A tuple of two integers as Python prints it.
pub fn show_pair(pair: (Int, Int)) -> String {
    format!("({}, {})", show(&pair.0), show(&pair.1))
}

/// An integer of any size: small, at the ends of the machine word, and hundreds of bits.
pub fn sample(dice: &mut Dice) -> Int {
    let word = dice.bits() as i64;
    match dice.below(8) {
        0 | 1 => Int::Small(word >> (48 + dice.below(16))),
        2 => Int::Small(word),
        3 => Int::Small(word >> dice.below(63)),
        4 => Int::from(i128::from(i64::MAX) + i128::from(dice.below(5)) - 2),
        5 => Int::from(i128::from(i64::MIN) + i128::from(dice.below(5)) - 2),
        6 => Int::from((i128::from(word) << 64) | i128::from(dice.bits())),
        _ => {
            let digits = (0..dice.below(24)).map(|_| dice.bits() as u32).collect();
            let n = Int::from(num_bigint::BigUint::new(digits));
            if word < 0 { -&n } else { n }
        }
    }
}
