//! Integers to and from digits, with CPython's limit on decimal ones.

use super::error::OpError;
use super::int::{Int, guard_bits};
use num_bigint::BigUint;

/// `sys.get_int_max_str_digits()` unless a script changed it. A limit of 0 means none.
pub const MAX_STR_DIGITS: usize = 4300;

const HINT: &str = "use sys.set_int_max_str_digits() to increase the limit";

impl Int {
    /// `str(self)`; a ValueError when it has more digits than `limit`.
    pub fn to_decimal(&self, limit: usize) -> Result<String, OpError> {
        let Int::Big(big) = self else {
            let Int::Small(n) = self else { unreachable!() };
            return Ok(n.to_string());
        };
        let too_long = || {
            let text = format!("Exceeds the limit ({limit} digits) for integer string conversion");
            Err(OpError::value(format!("{text}; {HINT}")))
        };
        // A decimal digit takes more than three bits: refuse before the costly conversion.
        if limit > 0 && big.bits() / 4 > limit as u64 {
            return too_long();
        }
        let text = big.to_string();
        let digits = text.len() - usize::from(self.is_negative());
        match limit > 0 && digits > limit {
            true => too_long(),
            false => Ok(text),
        }
    }

    /// The absolute value in base 2 to 36, lower case, without prefix.
    pub fn to_radix(&self, base: u32) -> String {
        match self {
            Int::Small(n) => BigUint::from(n.unsigned_abs()).to_str_radix(base),
            Int::Big(n) => n.magnitude().to_str_radix(base),
        }
    }

    /// `bin(self)`, `oct(self)` or `hex(self)`, for base 2, 8 or 16.
    pub fn to_prefixed(&self, base: u32) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        let prefix = match base {
            2 => "0b",
            8 => "0o",
            _ => "0x",
        };
        format!("{sign}{prefix}{}", self.to_radix(base))
    }

    /// The natural number with these digits (ASCII, each below `base`, at least one); a
    /// ValueError when they are more than `limit` and the base is not a power of two.
    pub fn from_digits(digits: &[u8], base: u32, limit: usize) -> Result<Int, OpError> {
        let count = digits.len();
        if limit > 0 && count > limit && !base.is_power_of_two() {
            let text = format!("Exceeds the limit ({limit} digits) for integer string conversion");
            return Err(OpError::value(format!(
                "{text}: value has {count} digits; {HINT}"
            )));
        }
        let small = std::str::from_utf8(digits).ok().filter(|_| count <= 18);
        if let Some(n) = small.and_then(|text| i64::from_str_radix(text, base).ok()) {
            return Ok(Int::Small(n));
        }
        guard_bits((count as u64).saturating_mul(u64::from(base.ilog2()) + 1))?;
        let n = BigUint::parse_bytes(digits, base).expect("digits of the base");
        Ok(Int::from(n))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{int, sample, show};
    use super::*;
    use crate::oracle::{Dice, Oracle};

    #[test]
    fn limits_the_digits() {
        let at = int("10").pow(&int("4299")).unwrap();
        let past = int("10").pow(&int("4300")).unwrap();
        assert_eq!(at.to_decimal(MAX_STR_DIGITS).unwrap().len(), 4300);
        assert_eq!(
            past.to_decimal(MAX_STR_DIGITS).unwrap_err().message,
            "Exceeds the limit (4300 digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert!(past.to_decimal(0).is_ok());
        let message = Int::from_digits(&[b'1'; 4301], 10, MAX_STR_DIGITS)
            .unwrap_err()
            .message;
        assert!(
            message.contains("conversion: value has 4301 digits; use"),
            "{message}"
        );
        assert!(Int::from_digits(&[b'1'; 4301], 16, MAX_STR_DIGITS).is_ok());
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(4);
        let mut oracle = Oracle::default();
        for _ in 0..500 {
            let n = sample(&mut dice);
            oracle.case(format!("str({})", show(&n)), n.to_decimal(MAX_STR_DIGITS));
            for (name, base) in [("bin", 2), ("oct", 8), ("hex", 16)] {
                oracle.case(format!("{name}({})", show(&n)), Ok(n.to_prefixed(base)));
            }
            let base = dice.below(35) as u32 + 2;
            let digits = n.to_radix(base);
            let back = Int::from_digits(digits.as_bytes(), base, 0);
            assert_eq!(back, Ok(n.abs()));
            oracle.case(format!("int('{digits}',{base})"), back.map(|n| show(&n)));
        }
        oracle.check();
    }
}
