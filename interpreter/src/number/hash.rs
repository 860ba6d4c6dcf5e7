//! Hashes equal to CPython's where those are fixed: numbers, tuples, frozensets.
//!
//! CPython randomises the hash of text by process; ours is deterministic, so that a run can be
//! repeated.

use super::complex::Complex;
use super::int::Int;
use super::ratio::frexp;
use num_traits::ToPrimitive;
use std::hash::Hasher as _;

/// Hashes of numbers are residues of this prime, so that equal numbers of any type hash equally.
const MODULUS: u64 = (1 << 61) - 1;

/// `hash(n)` of a small `n`.
#[inline(always)]
pub fn hash_small(n: i64) -> i64 {
    if n.unsigned_abs() < MODULUS && n != -1 {
        return n;
    }
    signed(n.unsigned_abs() % MODULUS, n < 0)
}

/// `hash(n)`.
pub fn hash_int(n: &Int) -> i64 {
    match n {
        Int::Small(n) => hash_small(*n),
        Int::Big(big) => {
            let residue = (big.magnitude() % MODULUS).to_u64();
            signed(residue.expect("below the modulus"), n.is_negative())
        }
    }
}

/// `hash(x)`; 0 for a NaN, for which CPython takes the object's identity.
///
/// Follows `_Py_HashDouble` of CPython 3.13, `Python/pyhash.c`.
pub fn hash_float(x: f64) -> i64 {
    if x.is_nan() {
        return 0;
    }
    if x.is_infinite() {
        return if x > 0.0 { 314_159 } else { -314_159 };
    }
    let (mut significand, mut exponent) = frexp(x.abs());
    let mut residue = 0u64;
    while significand != 0.0 {
        residue = rotate(residue, 28);
        significand *= f64::from(1 << 28);
        exponent -= 28;
        let digit = significand as u64;
        significand -= digit as f64;
        residue += digit;
        if residue >= MODULUS {
            residue -= MODULUS;
        }
    }
    signed(rotate(residue, exponent.rem_euclid(61) as u32), x < 0.0)
}

/// The hash of a complex number: that of its real part where there is no other.
///
/// Follows `complex_hash` of CPython 3.13, `Objects/complexobject.c`.
pub fn hash_complex(number: Complex) -> i64 {
    let imaginary = hash_float(number.im).wrapping_mul(1_000_003);
    match hash_float(number.re).wrapping_add(imaginary) {
        -1 => -2,
        hash => hash,
    }
}

/// Multiplies by a power of two modulo the prime: a rotation of 61 bits.
fn rotate(residue: u64, places: u32) -> u64 {
    ((residue << places) & MODULUS) | (residue >> (61 - places))
}

/// A hash with its sign; -1 means failure inside CPython, so it becomes -2.
fn signed(residue: u64, negative: bool) -> i64 {
    let hash = if negative {
        -(residue as i64)
    } else {
        residue as i64
    };
    if hash == -1 { -2 } else { hash }
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

fn mix(state: u64, hash: i64) -> u64 {
    state
        .wrapping_add((hash as u64).wrapping_mul(PRIME_2))
        .rotate_left(31)
        .wrapping_mul(PRIME_1)
}

fn never_minus_one(state: u64) -> i64 {
    if state == u64::MAX {
        1_546_275_796
    } else {
        state as i64
    }
}

/// The hash of a tuple whose elements have these hashes.
///
/// Follows `tuplehash` of CPython 3.13, `Objects/tupleobject.c` (xxHash without its length term).
pub fn hash_tuple(hashes: impl IntoIterator<Item = i64>) -> i64 {
    let mut state = PRIME_5;
    let mut length = 0u64;
    for hash in hashes {
        state = mix(state, hash);
        length += 1;
    }
    never_minus_one(state.wrapping_add(length ^ (PRIME_5 ^ 3_527_539)))
}

/// The hash of a slice whose parts have these hashes.
pub fn hash_slice(hashes: [i64; 3]) -> i64 {
    never_minus_one(hashes.into_iter().fold(PRIME_5, mix))
}

/// The hash of a frozenset whose elements have these hashes, in any order.
///
/// Follows `frozenset_hash` of CPython 3.13, `Objects/setobject.c`.
pub fn hash_frozenset(hashes: impl IntoIterator<Item = i64>) -> i64 {
    let mut state = 0u64;
    let mut length = 0u64;
    for hash in hashes {
        let hash = hash as u64;
        state ^= ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
        length += 1;
    }
    state ^= length.wrapping_add(1).wrapping_mul(1_927_868_237);
    state ^= (state >> 11) ^ (state >> 25);
    state = state.wrapping_mul(69_069).wrapping_add(907_133_923);
    if state == u64::MAX {
        590_923_713
    } else {
        state as i64
    }
}

/// The hash of a text: the same in every run.
#[inline]
pub fn hash_str(text: &str) -> i64 {
    hash_bytes(text.as_bytes())
}

/// The hash of a byte string: the same in every run, and that of equal ASCII text, as in CPython.
#[inline]
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes);
    match hasher.finish() as i64 {
        -1 => -2,
        hash => hash,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{int, sample, show};
    use super::*;
    use crate::oracle::{Dice, Oracle, float};

    #[test]
    fn golden() {
        let rows = [
            ("-1", -2),
            ("0", 0),
            ("2305843009213693951", 0),
            ("-2305843009213693952", -2),
        ];
        for (n, hash) in rows {
            assert_eq!(hash_int(&int(n)), hash, "{n}");
        }
        assert_eq!(hash_tuple([]), 5740354900026072187);
        assert_eq!(hash_tuple([1, 2]), -3550055125485641917);
        assert_eq!(hash_frozenset([]), 133146708735736);
        assert_eq!(hash_float(0.5), 1152921504606846976);
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(6);
        let mut oracle = Oracle::default();
        for _ in 0..1000 {
            let n = sample(&mut dice);
            oracle.case(format!("hash({})", show(&n)), Ok(hash_int(&n).to_string()));
            let x = dice.float();
            if !x.is_nan() {
                oracle.case(format!("hash({})", float(x)), Ok(hash_float(x).to_string()));
            }
            let items: Vec<i64> = (0..dice.below(9))
                .map(|i| dice.below(30 * (i + 1)) as i64)
                .collect();
            let text = format!("{items:?}");
            let hash = hash_tuple(items.iter().copied());
            oracle.case(format!("hash(tuple({text}))"), Ok(hash.to_string()));
            let unique: std::collections::BTreeSet<i64> = items.into_iter().collect();
            let hash = hash_frozenset(unique);
            oracle.case(format!("hash(frozenset({text}))"), Ok(hash.to_string()));
        }
        oracle.check();
    }
}
