//! Python's `int`: a machine word while it fits, a big integer when it does not.

use super::error::OpError;
use crate::work::{Work, note};
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::ops;

/// The largest integer computed, in bits (16 MiB). Beyond it an operation is refused by name, so
/// that no single instruction can run for minutes or exhaust the host.
pub const MAX_BITS: u64 = 1 << 27;

/// An integer of any size. Always normalised: `Big` only when the value does not fit `Small`, so
/// derived equality is equality of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// A value that fits a machine word.
    Small(i64),
    /// A value outside the range of `i64`.
    Big(BigInt),
}

impl Int {
    /// Zero.
    pub const ZERO: Int = Int::Small(0);
    /// One.
    pub const ONE: Int = Int::Small(1);

    /// The value as a big integer.
    pub fn to_big(&self) -> BigInt {
        match self {
            Int::Small(n) => BigInt::from(*n),
            Int::Big(n) => n.clone(),
        }
    }

    /// The absolute value as a big natural number.
    pub(crate) fn magnitude(&self) -> BigUint {
        match self {
            Int::Small(n) => BigUint::from(n.unsigned_abs()),
            Int::Big(n) => n.magnitude().clone(),
        }
    }

    /// The value, if it fits a machine word.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Int::Small(n) => Some(*n),
            Int::Big(_) => None,
        }
    }

    /// The value, or the nearest end of the range of `i64`: what CPython does with slice bounds.
    pub fn clamp_i64(&self) -> i64 {
        match self {
            Int::Small(n) => *n,
            Int::Big(n) if n.is_negative() => i64::MIN,
            Int::Big(_) => i64::MAX,
        }
    }

    /// The value as an index or count, or CPython's OverflowError.
    pub fn to_index(&self) -> Result<i64, OpError> {
        let too_large = || OpError::overflow("Python int too large to convert to C ssize_t");
        self.to_i64().ok_or_else(too_large)
    }

    /// -1, 0 or 1.
    pub fn signum(&self) -> i64 {
        match self {
            Int::Small(n) => n.signum(),
            Int::Big(n) if n.is_negative() => -1,
            Int::Big(_) => 1,
        }
    }

    /// Whether the value is below zero.
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.signum() < 0
    }

    /// Whether the value is zero.
    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(self, Int::Small(0))
    }

    /// The absolute value.
    pub fn abs(&self) -> Int {
        match self.is_negative() {
            true => -self,
            false => self.clone(),
        }
    }

    /// `self * other`; refused when the product would pass [`MAX_BITS`].
    #[inline]
    pub fn mul(&self, other: &Int) -> Result<Int, OpError> {
        if let (Int::Small(a), Int::Small(b)) = (self, other)
            && let Some(product) = a.checked_mul(*b)
        {
            return Ok(Int::Small(product));
        }
        self.mul_big(other)
    }

    #[cold]
    fn mul_big(&self, other: &Int) -> Result<Int, OpError> {
        guard_bits(self.bit_length().saturating_add(other.bit_length()))?;
        Ok(self.product(other))
    }

    /// `self * other` for a product known to be no larger than what already exists.
    pub(crate) fn product(&self, other: &Int) -> Int {
        let (a, b) = (self.to_big(), other.to_big());
        note(Work::Digit, products(a.bits(), b.bits()));
        Int::from(a * b)
    }

    /// `self // other`.
    #[inline]
    pub fn floor_div(&self, other: &Int) -> Result<Int, OpError> {
        match (self, other) {
            (_, Int::Small(0)) => Err(OpError::zero_division(DIV_OR_MOD_BY_ZERO)),
            (Int::Small(a), Int::Small(b)) if *b != -1 => Ok(Int::Small(a.div_floor(b))),
            _ => Ok(Int::from(self.to_big().div_floor(&other.to_big()))),
        }
    }

    /// `self % other`; the result has the sign of `other`.
    #[inline]
    pub fn modulo(&self, other: &Int) -> Result<Int, OpError> {
        match (self, other) {
            (_, Int::Small(0)) => Err(OpError::zero_division("integer modulo by zero")),
            (_, Int::Small(-1)) => Ok(Int::ZERO),
            (Int::Small(a), Int::Small(b)) => Ok(Int::Small(a.mod_floor(b))),
            _ => Ok(Int::from(self.to_big().mod_floor(&other.to_big()))),
        }
    }

    /// `divmod(self, other)`.
    pub fn div_mod(&self, other: &Int) -> Result<(Int, Int), OpError> {
        match (self, other) {
            (_, Int::Small(0)) => Err(OpError::zero_division(DIV_OR_MOD_BY_ZERO)),
            (Int::Small(a), Int::Small(b)) if *b != -1 => {
                let (quotient, rest) = a.div_mod_floor(b);
                Ok((Int::Small(quotient), Int::Small(rest)))
            }
            _ => {
                let (quotient, rest) = self.to_big().div_mod_floor(&other.to_big());
                Ok((Int::from(quotient), Int::from(rest)))
            }
        }
    }

    /// `self ** exponent` for an exponent of zero or more; a negative one gives a float and is
    /// [`super::float::int_pow`]'s.
    pub fn pow(&self, exponent: &Int) -> Result<Int, OpError> {
        debug_assert!(!exponent.is_negative(), "negative exponents give floats");
        match self {
            Int::Small(base @ (0 | 1)) => {
                return Ok(Int::Small(if exponent.is_zero() { 1 } else { *base }));
            }
            Int::Small(-1) => return Ok(Int::Small(if exponent.is_odd() { -1 } else { 1 })),
            _ => {}
        }
        let Some(exponent) = exponent.to_i64() else {
            return Err(too_big());
        };
        if let (Int::Small(base), Ok(small)) = (self, u32::try_from(exponent))
            && let Some(power) = base.checked_pow(small)
        {
            return Ok(Int::Small(power));
        }
        guard_bits((self.bit_length() - 1).saturating_mul(exponent as u64))?;
        let exponent = u32::try_from(exponent).map_err(|_| too_big())?;
        let power = self.to_big().pow(exponent);
        // The last squaring takes about as long as all before it.
        note(
            Work::Digit,
            2 * products(power.bits() / 2, power.bits() / 2),
        );
        Ok(Int::from(power))
    }

    /// `pow(self, exponent, modulus)`. The result has the sign of the modulus; a negative
    /// exponent asks for a power of the inverse.
    pub fn pow_mod(&self, exponent: &Int, modulus: &Int) -> Result<Int, OpError> {
        if modulus.is_zero() {
            return Err(OpError::value("pow() 3rd argument cannot be 0"));
        }
        let m = modulus.magnitude();
        let base = self
            .to_big()
            .mod_floor(&BigInt::from(m.clone()))
            .magnitude()
            .clone();
        let base = match exponent.is_negative() {
            true if m == BigUint::from(1u32) => BigUint::zero(),
            true => base
                .modinv(&m)
                .ok_or_else(|| OpError::value("base is not invertible for the given modulus"))?,
            false => base,
        };
        let power = Int::from(BigInt::from(base.modpow(&exponent.magnitude(), &m)));
        match modulus.is_negative() && !power.is_zero() {
            true => Ok(&power + modulus),
            false => Ok(power),
        }
    }

    /// Whether the lowest bit is set.
    pub fn is_odd(&self) -> bool {
        match self {
            Int::Small(n) => n & 1 == 1,
            Int::Big(n) => n.is_odd(),
        }
    }

    /// `self.bit_length()`: bits of the absolute value.
    pub fn bit_length(&self) -> u64 {
        match self {
            Int::Small(n) => u64::from(64 - n.unsigned_abs().leading_zeros()),
            Int::Big(n) => n.bits(),
        }
    }
}

const DIV_OR_MOD_BY_ZERO: &str = "integer division or modulo by zero";

/// The refusal of an integer beyond [`MAX_BITS`].
#[cold]
pub(crate) fn too_big() -> OpError {
    OpError::unsupported(format!(
        "integers of more than {MAX_BITS} bits are not supported"
    ))
}

/// About how many pairs of 32-bit digits are multiplied for a product of numbers of so many bits, by
/// Karatsuba's rule where both are long.
fn products(a: u64, b: u64) -> usize {
    const SCHOOL: u64 = 64;
    let digits = |bits: u64| bits.div_ceil(32).max(1);
    let (mut short, long) = (digits(a.min(b)), digits(a.max(b)));
    let pieces = long / short;
    let mut times = 1;
    while short > SCHOOL {
        (short, times) = (short.div_ceil(2), times * 3);
    }
    (times * short * short * pieces) as usize
}

/// Refuses a result of more than [`MAX_BITS`] bits.
pub(crate) fn guard_bits(bits: u64) -> Result<(), OpError> {
    match bits > MAX_BITS {
        true => Err(too_big()),
        false => Ok(()),
    }
}

impl Default for Int {
    fn default() -> Int {
        Int::ZERO
    }
}

impl From<i64> for Int {
    #[inline]
    fn from(n: i64) -> Int {
        Int::Small(n)
    }
}

impl From<u64> for Int {
    fn from(n: u64) -> Int {
        i64::try_from(n).map_or_else(|_| Int::Big(BigInt::from(n)), Int::Small)
    }
}

impl From<usize> for Int {
    fn from(n: usize) -> Int {
        Int::from(n as u64)
    }
}

impl From<i128> for Int {
    fn from(n: i128) -> Int {
        i64::try_from(n).map_or_else(|_| Int::Big(BigInt::from(n)), Int::Small)
    }
}

impl From<BigInt> for Int {
    fn from(n: BigInt) -> Int {
        match n.to_i64() {
            Some(small) => Int::Small(small),
            None => Int::Big(n),
        }
    }
}

impl From<BigUint> for Int {
    fn from(n: BigUint) -> Int {
        Int::from(BigInt::from_biguint(Sign::Plus, n))
    }
}

impl ops::Add for &Int {
    type Output = Int;
    #[inline]
    fn add(self, other: &Int) -> Int {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => match a.checked_add(*b) {
                Some(sum) => Int::Small(sum),
                None => Int::from(i128::from(*a) + i128::from(*b)),
            },
            _ => Int::from(self.to_big() + other.to_big()),
        }
    }
}

impl ops::Sub for &Int {
    type Output = Int;
    #[inline]
    fn sub(self, other: &Int) -> Int {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => match a.checked_sub(*b) {
                Some(difference) => Int::Small(difference),
                None => Int::from(i128::from(*a) - i128::from(*b)),
            },
            _ => Int::from(self.to_big() - other.to_big()),
        }
    }
}

impl ops::Neg for &Int {
    type Output = Int;
    #[inline]
    fn neg(self) -> Int {
        match self {
            Int::Small(n) => match n.checked_neg() {
                Some(negated) => Int::Small(negated),
                None => Int::from(-i128::from(*n)),
            },
            Int::Big(n) => Int::from(-n),
        }
    }
}

impl PartialOrd for Int {
    #[inline]
    fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int {
    #[inline]
    fn cmp(&self, other: &Int) -> Ordering {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => a.cmp(b),
            (Int::Small(_), Int::Big(b)) => 0.cmp(&if b.is_negative() { -1 } else { 1 }),
            (Int::Big(a), Int::Small(_)) => if a.is_negative() { -1 } else { 1 }.cmp(&0),
            (Int::Big(a), Int::Big(b)) => a.cmp(b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{int, sample, show, show_pair};
    use super::*;
    use crate::oracle::{Dice, Oracle};

    #[test]
    fn stays_normalised() {
        let top = Int::Small(i64::MAX);
        let over = &top + &Int::ONE;
        assert!(matches!(over, Int::Big(_)));
        assert_eq!(&over - &Int::ONE, top);
        assert_eq!(-&Int::Small(i64::MIN), over);
        assert_eq!(Int::Small(i64::MIN).floor_div(&Int::Small(-1)), Ok(over));
    }

    #[test]
    fn refuses_what_would_take_minutes() {
        let huge = int("2").pow(&Int::Small(MAX_BITS as i64)).unwrap();
        assert_eq!(huge.mul(&huge), Err(too_big()));
        assert_eq!(int("3").pow(&int("100000000000000000000")), Err(too_big()));
        assert_eq!(int("-1").pow(&int("100000000000000000001")), Ok(int("-1")));
    }

    #[test]
    fn errors_read_like_cpython() {
        let rows = [
            (
                int("1").floor_div(&Int::ZERO),
                "integer division or modulo by zero",
            ),
            (int("1").modulo(&Int::ZERO), "integer modulo by zero"),
            (
                int("2").pow_mod(&int("3"), &Int::ZERO),
                "pow() 3rd argument cannot be 0",
            ),
            (
                int("2").pow_mod(&int("-1"), &int("4")),
                "base is not invertible for the given modulus",
            ),
        ];
        for (result, message) in rows {
            assert_eq!(result.unwrap_err().message, message);
        }
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(1);
        let mut oracle = Oracle::default();
        for _ in 0..1500 {
            let (a, b) = (sample(&mut dice), sample(&mut dice));
            let (x, y) = (show(&a), show(&b));
            oracle.case(format!("{x}+{y}"), Ok(show(&(&a + &b))));
            oracle.case(format!("{x}-{y}"), Ok(show(&(&a - &b))));
            oracle.case(format!("{x}*{y}"), a.mul(&b).map(|n| show(&n)));
            oracle.case(format!("{x}//{y}"), a.floor_div(&b).map(|n| show(&n)));
            oracle.case(format!("{x}%{y}"), a.modulo(&b).map(|n| show(&n)));
            oracle.case(format!("divmod({x},{y})"), a.div_mod(&b).map(show_pair));
            oracle.case(format!("int({x}<{y})"), Ok(u8::from(a < b).to_string()));
            let exponent = Int::Small(dice.below(20) as i64);
            oracle.case(
                format!("({x})**{}", show(&exponent)),
                a.pow(&exponent).map(|n| show(&n)),
            );
            let e = Int::Small(dice.below(60) as i64 - 20);
            let power = a.pow_mod(&e, &b).map(|n| show(&n));
            oracle.case(format!("pow({x},{},{y})", show(&e)), power);
        }
        oracle.check();
    }
}
