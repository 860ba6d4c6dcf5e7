//! Operations on constants, as far as they can be done exactly in 64 bits.
//!
//! What would raise, overflow or mix types is left to the VM.

use crate::code::Const;
use crate::number::complex::Complex;
use crate::op::{BinaryKind, Op};
use num_bigint::BigInt;

/// Integers up to here convert to floats exactly.
const EXACT: u64 = 1 << 53;

/// The longest string that repetition makes here, as in CPython.
const MAX_STR: usize = 4096;

/// The result of a unary or binary instruction on constants, if it is to be had here.
pub fn operate(op: Op, arg: u32, operands: &[Const]) -> Option<Const> {
    match (op, operands) {
        (Op::UnaryNeg, [Const::Int(value)]) => Some(match value.checked_neg() {
            Some(value) => Const::Int(value),
            None => Const::BigInt(-BigInt::from(*value)),
        }),
        (Op::UnaryNeg, [Const::Float(value)]) => Some(Const::Float(-value)),
        (Op::UnaryNeg, [Const::BigInt(value)]) => Some(negated(value)),
        (Op::UnaryNeg, [Const::Complex(value)]) => Some(Const::Complex(-*value)),
        (
            Op::UnaryPos,
            [Const::Int(_) | Const::Float(_) | Const::BigInt(_) | Const::Complex(_)],
        ) => operands.first().cloned(),
        (Op::UnaryInvert, [Const::Int(value)]) => Some(Const::Int(!value)),
        (Op::UnaryNot, [value]) => truth(value).map(|truth| Const::Bool(!truth)),
        (Op::BinaryOp, [left, right]) => binary(BinaryKind::from_arg(arg), left, right),
        _ => None,
    }
}

/// The truth of a constant.
pub fn truth(value: &Const) -> Option<bool> {
    Some(match value {
        Const::None => false,
        Const::Bool(value) => *value,
        Const::Ellipsis | Const::BigInt(_) => true,
        Const::Int(value) => *value != 0,
        Const::Float(value) => *value != 0.0,
        Const::Complex(value) => !value.is_zero(),
        Const::Str(value) => !value.is_empty(),
        Const::Bytes(value) => !value.is_empty(),
        Const::Tuple(items) => !items.is_empty(),
        Const::Code(_) => return None,
    })
}

/// The least 64-bit integer is written as a negated one that needs more.
fn negated(value: &BigInt) -> Const {
    let value = -value.clone();
    match i64::try_from(&value) {
        Ok(value) => Const::Int(value),
        Err(_) => Const::BigInt(value),
    }
}

fn binary(kind: BinaryKind, left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Int(left), Const::Int(right)) => integers(kind, *left, *right),
        (Const::Float(left), Const::Float(right)) => floats(kind, *left, *right),
        (Const::Complex(_), _) | (_, Const::Complex(_)) => {
            complexes(kind, complex(left)?, complex(right)?)
        }
        (Const::Str(left), Const::Str(right)) if kind == BinaryKind::Add => {
            let joined = format!("{left}{right}");
            (joined.len() <= MAX_STR).then(|| Const::Str(joined.into()))
        }
        (Const::Str(text), Const::Int(count)) | (Const::Int(count), Const::Str(text)) => {
            let count = usize::try_from(*count).ok()?;
            let length = text.len().checked_mul(count)?;
            let fits = kind == BinaryKind::Mul && length <= MAX_STR;
            fits.then(|| Const::Str(text.repeat(count).into()))
        }
        _ => None,
    }
}

fn integers(kind: BinaryKind, left: i64, right: i64) -> Option<Const> {
    let exact = |value: i64| value.unsigned_abs() <= EXACT;
    let value = match kind {
        BinaryKind::Add => left.checked_add(right)?,
        BinaryKind::Sub => left.checked_sub(right)?,
        BinaryKind::Mul => left.checked_mul(right)?,
        BinaryKind::FloorDiv if right > 0 => left.div_euclid(right),
        BinaryKind::Mod if right > 0 => left.rem_euclid(right),
        BinaryKind::Div if right != 0 && exact(left) && exact(right) => {
            return Some(Const::Float(left as f64 / right as f64));
        }
        BinaryKind::Pow => left.checked_pow(u32::try_from(right).ok()?)?,
        BinaryKind::LShift if (0..63).contains(&right) => left.checked_mul(1 << right)?,
        BinaryKind::RShift if right >= 0 => left >> right.min(63),
        BinaryKind::And => left & right,
        BinaryKind::Or => left | right,
        BinaryKind::Xor => left ^ right,
        _ => return None,
    };
    Some(Const::Int(value))
}

fn floats(kind: BinaryKind, left: f64, right: f64) -> Option<Const> {
    let value = match kind {
        BinaryKind::Add => left + right,
        BinaryKind::Sub => left - right,
        BinaryKind::Mul => left * right,
        BinaryKind::Div if right != 0.0 => left / right,
        _ => return None,
    };
    Some(Const::Float(value))
}

/// A constant that is a number as a complex one, where that is exact.
fn complex(value: &Const) -> Option<Complex> {
    match value {
        Const::Int(value) if value.unsigned_abs() <= EXACT => Some((*value as f64).into()),
        Const::Float(value) => Some((*value).into()),
        Const::Complex(value) => Some(*value),
        _ => None,
    }
}

fn complexes(kind: BinaryKind, left: Complex, right: Complex) -> Option<Const> {
    Some(Const::Complex(match kind {
        BinaryKind::Add => left + right,
        BinaryKind::Sub => left - right,
        BinaryKind::Mul => left * right,
        BinaryKind::Div => left.divided_by(right).ok()?,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: BinaryKind, left: i64, right: i64, expected: Option<Const>) {
        let operands = [Const::Int(left), Const::Int(right)];
        assert_eq!(operate(Op::BinaryOp, kind as u32, &operands), expected);
    }

    #[test]
    fn integers_follow_python() {
        let int = |value| Some(Const::Int(value));
        check(BinaryKind::FloorDiv, -7, 2, int(-4));
        check(BinaryKind::Mod, -7, 2, int(1));
        check(BinaryKind::Mod, 7, 0, None);
        check(BinaryKind::Pow, 10, 18, int(1_000_000_000_000_000_000));
        check(BinaryKind::Pow, 10, 19, None);
        check(BinaryKind::Pow, 2, -1, None);
        check(BinaryKind::LShift, -1, 62, int(-(1 << 62)));
        check(BinaryKind::LShift, 1, 63, None);
        check(BinaryKind::RShift, -5, 100, int(-1));
        check(BinaryKind::Div, 1, 4, Some(Const::Float(0.25)));
        check(BinaryKind::Div, 1, 0, None);
        check(BinaryKind::Add, i64::MAX, 1, None);
    }

    #[test]
    fn the_least_integer_is_small() {
        let literal = [Const::BigInt(BigInt::from(1u64 << 63))];
        let folded = operate(Op::UnaryNeg, 0, &literal);
        assert_eq!(folded, Some(Const::Int(i64::MIN)));
    }
}
