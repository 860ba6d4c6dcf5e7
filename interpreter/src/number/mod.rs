//! Numbers as Python has them, without objects: integers of any size, floats, the functions of
//! `math`, hashes, slices and ranges, the generator behind `random`.
//!
//! Every result equals CPython's bit for bit, every error has its words.

mod error;

mod int;

mod bits;
mod decimal;
mod ratio;

pub mod complex;
pub mod digits;
pub mod float;
pub mod hash;
pub mod math;
pub mod random;
pub mod slice;
pub mod sum;
pub mod theory;

mod erf;
mod gamma;
#[cfg(test)]
mod testing;

pub use bits::{ByteOrder, Signedness};
pub use decimal::MAX_STR_DIGITS;
pub use error::{OUT_OF_RANGE, OpError, OpErrorKind};
pub use int::{Int, MAX_BITS};

/// The longest text or byte string that one operation makes, in characters; beyond it, MemoryError.
pub const MAX_TEXT: u64 = 1 << 30;
