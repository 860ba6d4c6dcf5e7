//! Where integers and floats meet: conversion both ways, true division and exact comparison.

use super::error::OpError;
use super::int::Int;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};
use std::cmp::Ordering;

/// Bits of a float's significand.
const PRECISION: i64 = 53;

impl Int {
    /// The nearest float, ties to even, or an OverflowError beyond the largest one.
    #[inline]
    pub fn to_float(&self) -> Result<f64, OpError> {
        match self {
            Int::Small(n) => Ok(*n as f64),
            Int::Big(n) => {
                let magnitude = scaled(n.magnitude(), 0, Rest::Zero);
                match magnitude.is_finite() {
                    true => Ok(if self.is_negative() {
                        -magnitude
                    } else {
                        magnitude
                    }),
                    false => Err(OpError::overflow("int too large to convert to float")),
                }
            }
        }
    }

    /// `self / other`, correctly rounded whatever the sizes.
    ///
    /// Follows `long_true_divide` of CPython 3.13, `Objects/longobject.c`.
    #[inline]
    pub fn true_div(&self, other: &Int) -> Result<f64, OpError> {
        const EXACT: u64 = 1 << PRECISION;
        match (self, other) {
            (_, Int::Small(0)) => Err(OpError::zero_division("division by zero")),
            (Int::Small(a), Int::Small(b))
                if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT =>
            {
                Ok(*a as f64 / *b as f64)
            }
            _ => self.true_div_big(other),
        }
    }

    #[cold]
    fn true_div_big(&self, other: &Int) -> Result<f64, OpError> {
        if self.is_zero() {
            return Ok(if other.is_negative() { -0.0 } else { 0.0 });
        }
        let too_large = || OpError::overflow("integer division result too large for a float");
        let exponent = self.bit_length() as i64 - other.bit_length() as i64;
        if exponent > 1025 {
            return Err(too_large());
        }
        let negative = self.is_negative() != other.is_negative();
        let quotient = match exponent < -1080 {
            true => 0.0,
            false => quotient(self.magnitude(), other.magnitude(), exponent),
        };
        match quotient.is_finite() {
            true => Ok(if negative { -quotient } else { quotient }),
            false => Err(too_large()),
        }
    }

    /// `int(x)`: towards zero.
    #[inline]
    pub fn from_float(x: f64) -> Result<Int, OpError> {
        const WORD: f64 = 9_223_372_036_854_775_808.0;
        if (-WORD..WORD).contains(&x) {
            return Ok(Int::Small(x as i64));
        }
        if x.is_nan() {
            return Err(OpError::value("cannot convert float NaN to integer"));
        }
        if x.is_infinite() {
            return Err(OpError::overflow(
                "cannot convert float infinity to integer",
            ));
        }
        let (significand, exponent) = decompose(x.abs());
        let big = BigInt::from(significand) << exponent;
        Ok(Int::from(if x < 0.0 { -big } else { big }))
    }

    /// `math.floor(x)`.
    pub fn floor_of(x: f64) -> Result<Int, OpError> {
        Int::from_float(x.floor())
    }

    /// `math.ceil(x)`.
    pub fn ceil_of(x: f64) -> Result<Int, OpError> {
        Int::from_float(x.ceil())
    }

    /// `round(x)`: to the nearest, ties to even.
    pub fn round_of(x: f64) -> Result<Int, OpError> {
        Int::from_float(x.round_ties_even())
    }

    /// Compares with a float by exact value; `None` when that is a NaN.
    ///
    /// Follows `float_richcompare` of CPython 3.13, `Objects/floatobject.c`, in its results.
    #[inline]
    pub fn compare_float(&self, x: f64) -> Option<Ordering> {
        const EXACT: u64 = 1 << PRECISION;
        match self {
            Int::Small(n) if n.unsigned_abs() <= EXACT => (*n as f64).partial_cmp(&x),
            _ if x.is_nan() => None,
            _ if x == f64::INFINITY => Some(Ordering::Less),
            _ if x == f64::NEG_INFINITY => Some(Ordering::Greater),
            _ => {
                let whole = Int::from_float(x).ok()?;
                Some(
                    self.cmp(&whole)
                        .then_with(|| 0.0.partial_cmp(&x.fract()).unwrap()),
                )
            }
        }
    }
}

/// What was cut off below a number's last bit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Zero,
    Some,
}

/// `a / b` as a float, given the difference of their lengths in bits.
fn quotient(a: BigUint, b: BigUint, exponent: i64) -> f64 {
    let shift = exponent - (PRECISION + 3);
    let (a, b) = match shift < 0 {
        true => (a << -shift, b),
        false => (a, b << shift),
    };
    let (quotient, rest) = a.div_rem(&b);
    scaled(
        &quotient,
        shift,
        if rest.is_zero() {
            Rest::Zero
        } else {
            Rest::Some
        },
    )
}

/// The float nearest to `(n + rest) * 2**exponent` for a rest below one; infinite when too large.
fn scaled(n: &BigUint, exponent: i64, rest: Rest) -> f64 {
    if n.is_zero() {
        return 0.0;
    }
    let top = n.bits() as i64 + exponent;
    if top > 1024 {
        return f64::INFINITY;
    }
    // Subnormal numbers have fewer bits: cut there, so that rounding happens once.
    let keep = PRECISION.min(top + 1074);
    if keep < 0 {
        return 0.0;
    }
    let cut = n.bits() as i64 - keep;
    let (kept, half, below) = split(n, cut);
    let below = below || rest == Rest::Some;
    let kept = if half && (below || kept & 1 == 1) {
        kept + 1
    } else {
        kept
    };
    ldexp(kept as f64, cut + exponent)
}

/// The float nearest to `n * 2**exponent`; infinite when too large.
pub(crate) fn from_parts(n: &BigUint, exponent: i64) -> f64 {
    scaled(n, exponent, Rest::Zero)
}

/// Bits of `n` above `cut`, the bit just below, and whether any bit is set below that.
fn split(n: &BigUint, cut: i64) -> (u64, bool, bool) {
    if cut <= 0 {
        let kept = n.to_u64().expect("at most 53 bits");
        return (kept << -cut, false, false);
    }
    let kept = (n >> cut).to_u64().expect("at most 53 bits");
    let below = n
        .trailing_zeros()
        .is_some_and(|zeros| (zeros as i64) < cut - 1);
    (kept, n.bit(cut as u64 - 1), below)
}

/// `x * 2**exponent`, rounded once, for any exponent.
///
/// Halves the work in three so that no factor leaves the range of normal numbers.
pub(crate) fn ldexp(x: f64, exponent: i64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (m, e) = frexp(x);
    let target = e + exponent.clamp(-5000, 5000);
    match target {
        1025.. => f64::INFINITY.copysign(x),
        -1021..=1024 => m * 2.0 * power_of_two(target - 1),
        _ => m * power_of_two(-1021) * power_of_two((target + 1021).max(-1022)),
    }
}

fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// `math.frexp(x)` for a finite number: a significand of 0.5 up to 1 and an exponent.
pub(crate) fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (scaled, offset) = match x.abs() < f64::MIN_POSITIVE {
        true => (x * power_of_two(64), -64),
        false => (x, 0),
    };
    let bits = scaled.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1022;
    let significand = f64::from_bits(bits & !(0x7ff << 52) | (1022 << 52));
    (significand, exponent + offset)
}

/// A finite number of zero or more as an integer times a power of two.
pub(crate) fn decompose(x: f64) -> (u64, i64) {
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    match exponent {
        0 => (fraction, -1074),
        _ => (fraction | (1 << 52), exponent - 1075),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{int, sample, show};
    use super::*;
    use crate::oracle::{Dice, Oracle, bits, float};

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(3);
        let mut oracle = Oracle::default();
        for _ in 0..1000 {
            let (a, b) = (sample(&mut dice), sample(&mut dice));
            let e = Int::Small(dice.below(1200) as i64);
            let a = if dice.below(4) == 0 {
                a.shift_left(&e).unwrap()
            } else {
                a
            };
            let b = if dice.below(4) == 0 {
                b.shift_left(&e).unwrap()
            } else {
                b
            };
            if a.is_zero() {
                continue;
            }
            let (x, y) = (show(&a), show(&b));
            oracle.case(format!("bits(({x})/({y}))"), a.true_div(&b).map(bits));
            oracle.case(format!("bits(float({x}))"), a.to_float().map(bits));
            compare_cases(&mut dice, &mut oracle, &a);
        }
        oracle.check();
    }

    fn compare_cases(dice: &mut Dice, oracle: &mut Oracle, a: &Int) {
        let near = a.to_float().unwrap_or(f64::INFINITY);
        let x = dice.pick(&[near, near.next_up(), near.next_down(), dice.0 as f64 / 7.0]);
        let f = float(x);
        let sign = a.compare_float(x).map_or(9, |order| order as i32);
        let expression = format!("(({0})>{f})-(({0})<{f})", show(a));
        oracle.case(expression, Ok(sign.to_string()));
        let whole = Int::from_float(x).map(|n| show(&n));
        oracle.case(format!("int({f})"), whole);
        let y = dice.float();
        let f = float(y);
        oracle.case(format!("round({f})"), Int::round_of(y).map(|n| show(&n)));
        oracle.case(
            format!("math.floor({f})"),
            Int::floor_of(y).map(|n| show(&n)),
        );
        oracle.case(format!("math.ceil({f})"), Int::ceil_of(y).map(|n| show(&n)));
    }

    #[test]
    fn compares_exactly() {
        assert_eq!(
            int("9007199254740993").compare_float(9007199254740992.0),
            Some(Ordering::Greater)
        );
        assert_eq!(int("1").compare_float(f64::NAN), None);
        assert_eq!(
            int("-9007199254740993").compare_float(-1e300),
            Some(Ordering::Greater)
        );
    }
}
