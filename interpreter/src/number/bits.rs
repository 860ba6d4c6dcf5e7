//! Integers as two's complement: shifts, bitwise operators and conversion to and from bytes.

use super::error::OpError;
use super::int::{Int, guard_bits};
use num_bigint::BigInt;
use std::ops;

/// The order of bytes in `int.to_bytes` and `int.from_bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

impl ByteOrder {
    /// The order that a script calls `name`.
    pub fn from_name(name: &str) -> Result<ByteOrder, OpError> {
        match name {
            "little" => Ok(ByteOrder::Little),
            "big" => Ok(ByteOrder::Big),
            _ => Err(OpError::value("byteorder must be either 'little' or 'big'")),
        }
    }
}

/// Whether bytes stand for two's complement or for a natural number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signedness {
    /// `signed=False`, the default.
    Unsigned,
    /// `signed=True`.
    Signed,
}

impl Int {
    /// `self << count`.
    #[inline]
    pub fn shift_left(&self, count: &Int) -> Result<Int, OpError> {
        if let (Int::Small(n), Int::Small(count @ 0..=62)) = (self, count) {
            let shifted = n << count;
            if shifted >> count == *n {
                return Ok(Int::Small(shifted));
            }
        }
        self.shift_left_big(count)
    }

    #[cold]
    fn shift_left_big(&self, count: &Int) -> Result<Int, OpError> {
        if count.is_negative() {
            return Err(negative_shift());
        }
        if self.is_zero() {
            return Ok(Int::ZERO);
        }
        let Some(places) = count.to_i64() else {
            // CPython counts words of 30 bits in a ssize_t.
            return Err(match count.bit_length() <= 67 {
                true => OpError::memory(),
                false => OpError::overflow("too many digits in integer"),
            });
        };
        if places >= 1 << 48 {
            return Err(OpError::memory());
        }
        guard_bits(self.bit_length().saturating_add(places as u64))?;
        Ok(Int::from(self.to_big() << places))
    }

    /// `self >> count`, rounding towards minus infinity.
    #[inline]
    pub fn shift_right(&self, count: &Int) -> Result<Int, OpError> {
        match (self, count) {
            (_, count) if count.is_negative() => Err(negative_shift()),
            (Int::Small(n), Int::Small(count)) => Ok(Int::Small(n >> (*count).min(63))),
            (Int::Big(n), Int::Small(count)) if (*count as u64) < n.bits() => {
                Ok(Int::from(n >> *count))
            }
            _ => Ok(Int::Small(if self.is_negative() { -1 } else { 0 })),
        }
    }

    /// `self.bit_count()`: ones in the absolute value.
    pub fn bit_count(&self) -> u64 {
        match self {
            Int::Small(n) => u64::from(n.unsigned_abs().count_ones()),
            Int::Big(n) => n.magnitude().count_ones(),
        }
    }

    /// `self.to_bytes(length, order, signed=..)`.
    pub fn to_bytes(
        &self,
        length: i64,
        order: ByteOrder,
        signed: Signedness,
    ) -> Result<Vec<u8>, OpError> {
        let too_big = || OpError::overflow("int too big to convert");
        let Ok(length) = usize::try_from(length) else {
            return Err(OpError::value("length argument must be non-negative"));
        };
        if self.is_negative() && signed == Signedness::Unsigned {
            return Err(OpError::overflow("can't convert negative int to unsigned"));
        }
        if length as u64 > super::MAX_TEXT {
            return Err(OpError::memory());
        }
        let mut bytes = match signed {
            _ if self.is_zero() => Vec::new(),
            // CPython finds no sign bit missing where there is no byte to hold one.
            Signedness::Signed if length == 0 && *self == Int::Small(-1) => Vec::new(),
            Signedness::Signed => self.to_big().to_signed_bytes_le(),
            Signedness::Unsigned => self.magnitude().to_bytes_le(),
        };
        if bytes.len() > length {
            return Err(too_big());
        }
        bytes.resize(length, if self.is_negative() { 0xff } else { 0 });
        if order == ByteOrder::Big {
            bytes.reverse();
        }
        Ok(bytes)
    }

    /// `int.from_bytes(bytes, order, signed=..)`.
    pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: Signedness) -> Int {
        let sign = num_bigint::Sign::Plus;
        Int::from(match (order, signed) {
            (ByteOrder::Little, Signedness::Signed) => BigInt::from_signed_bytes_le(bytes),
            (ByteOrder::Big, Signedness::Signed) => BigInt::from_signed_bytes_be(bytes),
            (ByteOrder::Little, Signedness::Unsigned) => BigInt::from_bytes_le(sign, bytes),
            (ByteOrder::Big, Signedness::Unsigned) => BigInt::from_bytes_be(sign, bytes),
        })
    }
}

#[cold]
fn negative_shift() -> OpError {
    OpError::value("negative shift count")
}

macro_rules! bitwise {
    ($trait:ident, $method:ident, $op:tt) => {
        impl ops::$trait for &Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: &Int) -> Int {
                match (self, other) {
                    (Int::Small(a), Int::Small(b)) => Int::Small(a $op b),
                    _ => Int::from(self.to_big() $op other.to_big()),
                }
            }
        }
    };
}

bitwise!(BitAnd, bitand, &);
bitwise!(BitOr, bitor, |);
bitwise!(BitXor, bitxor, ^);

impl ops::Not for &Int {
    type Output = Int;
    #[inline]
    fn not(self) -> Int {
        match self {
            Int::Small(n) => Int::Small(!n),
            Int::Big(n) => Int::from(!n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::OpErrorKind;
    use super::super::testing::{int, sample, show};
    use super::*;
    use crate::oracle::{Dice, Oracle};

    #[test]
    fn shifts_at_the_limits() {
        let kind = |count: &str| int("1").shift_left(&int(count)).unwrap_err().kind;
        assert_eq!(kind("-1"), OpErrorKind::ValueError);
        assert_eq!(kind("1000000000"), OpErrorKind::Unsupported);
        assert_eq!(kind("1000000000000000000"), OpErrorKind::MemoryError);
        assert_eq!(
            kind("1000000000000000000000000"),
            OpErrorKind::OverflowError
        );
        assert_eq!(
            Int::ZERO.shift_left(&int("1000000000000000000000000")),
            Ok(Int::ZERO)
        );
        assert_eq!(
            int("-5").shift_right(&int("1000000000000000000000000")),
            Ok(int("-1"))
        );
    }

    #[test]
    fn minus_one_fits_no_bytes() {
        let none = int("-1").to_bytes(0, ByteOrder::Big, Signedness::Signed);
        assert_eq!(none, Ok(Vec::new()));
        assert!(
            int("-2")
                .to_bytes(0, ByteOrder::Big, Signedness::Signed)
                .is_err()
        );
    }

    fn show_bytes(bytes: Vec<u8>) -> String {
        let items: Vec<String> = bytes.iter().map(u8::to_string).collect();
        format!("[{}]", items.join(", "))
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(2);
        let mut oracle = Oracle::default();
        for _ in 0..800 {
            let (a, b) = (sample(&mut dice), sample(&mut dice));
            let (x, y) = (show(&a), show(&b));
            oracle.case(format!("({x})&({y})"), Ok(show(&(&a & &b))));
            oracle.case(format!("({x})|({y})"), Ok(show(&(&a | &b))));
            oracle.case(format!("({x})^({y})"), Ok(show(&(&a ^ &b))));
            oracle.case(format!("~({x})"), Ok(show(&!&a)));
            oracle.case(
                format!("({x}).bit_length()"),
                Ok(a.bit_length().to_string()),
            );
            oracle.case(format!("({x}).bit_count()"), Ok(a.bit_count().to_string()));
            let count = Int::Small(dice.below(140) as i64 - 5);
            let c = show(&count);
            oracle.case(
                format!("({x})<<({c})"),
                a.shift_left(&count).map(|n| show(&n)),
            );
            oracle.case(
                format!("({x})>>({c})"),
                a.shift_right(&count).map(|n| show(&n)),
            );
            bytes_cases(&mut dice, &mut oracle, &a);
        }
        oracle.check();
    }

    fn bytes_cases(dice: &mut Dice, oracle: &mut Oracle, a: &Int) {
        let length = dice.below(20) as i64 - 1;
        for (order, name) in [(ByteOrder::Little, "little"), (ByteOrder::Big, "big")] {
            for (signed, flag) in [
                (Signedness::Signed, "True"),
                (Signedness::Unsigned, "False"),
            ] {
                let bytes = a.to_bytes(length, order, signed);
                if let Ok(bytes) = &bytes
                    && length > 0
                {
                    assert_eq!(&Int::from_bytes(bytes, order, signed), a);
                }
                let call = format!(
                    "list(({}).to_bytes({length},'{name}',signed={flag}))",
                    show(a)
                );
                oracle.case(call, bytes.map(show_bytes));
            }
        }
    }
}
