//! Python's `float`: its text, its arithmetic where that is not the machine's, rounding.

use super::digits::Layout;
use super::error::{OUT_OF_RANGE, OpError};
use super::int::Int;
use super::ratio::{decompose, from_parts};
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{Num, Zero};
use std::cmp::Ordering;

/// `repr(x)` and `str(x)`.
pub fn repr(x: f64) -> String {
    if x.is_nan() {
        return "nan".to_owned();
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x.is_infinite() {
        return format!("{sign}inf");
    }
    let digits = Layout::REPR.apply(x).expect("a short text");
    format!("{sign}{digits}")
}

/// `a / b`.
#[inline]
pub fn true_div(a: f64, b: f64) -> Result<f64, OpError> {
    match b == 0.0 {
        true => Err(OpError::zero_division("float division by zero")),
        false => Ok(a / b),
    }
}

/// `a // b`.
#[inline]
pub fn floor_div(a: f64, b: f64) -> Result<f64, OpError> {
    match b == 0.0 {
        true => Err(OpError::zero_division("float floor division by zero")),
        false => Ok(quotient_and_rest(a, b).0),
    }
}

/// `a % b`; the result has the sign of `b`.
#[inline]
pub fn modulo(a: f64, b: f64) -> Result<f64, OpError> {
    match b == 0.0 {
        true => Err(OpError::zero_division("float modulo by zero")),
        false => Ok(quotient_and_rest(a, b).1),
    }
}

/// `divmod(a, b)`.
pub fn div_mod(a: f64, b: f64) -> Result<(f64, f64), OpError> {
    match b == 0.0 {
        true => Err(OpError::zero_division("float divmod()")),
        false => Ok(quotient_and_rest(a, b)),
    }
}

/// Follows `_float_div_mod` of CPython 3.13, `Objects/floatobject.c`.
fn quotient_and_rest(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0f64.copysign(a / b), rest);
    }
    let floor = quotient.floor();
    (
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        },
        rest,
    )
}

/// `a ** b`, unless [`is_complex_power`].
///
/// Follows `float_pow` of CPython 3.13, `Objects/floatobject.c`.
pub fn pow(a: f64, b: f64) -> Result<f64, OpError> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(OpError::zero_division(
            "0.0 cannot be raised to a negative power",
        ));
    }
    let power = a.powf(b);
    match power.is_infinite() && a.is_finite() && b.is_finite() {
        true => Err(OpError::overflow(OUT_OF_RANGE)),
        false => Ok(power),
    }
}

/// Whether `a ** b` is a complex number: a negative base to a fractional exponent.
pub fn is_complex_power(a: f64, b: f64) -> bool {
    a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor()
}

/// `a ** b` for integers with a negative exponent: a float.
pub fn int_pow(a: &Int, b: &Int) -> Result<f64, OpError> {
    pow(a.to_float()?, b.to_float()?)
}

/// `round(x, digits)`; a tie goes to the even digit, judged by the float's exact value.
///
/// Follows `float___round___impl` of CPython 3.13, `Objects/floatobject.c`.
pub fn round(x: f64, digits: &Int) -> Result<f64, OpError> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let rounded = match digits.clamp_i64() {
        324.. => return Ok(x),
        ..-308 => 0.0,
        places @ 0.. => format!("{:.*}", places as usize, x.abs())
            .parse()
            .expect("a number"),
        places => round_whole(x.abs(), -places as u32),
    };
    match rounded.is_finite() {
        true => Ok(rounded.copysign(x)),
        false => Err(OpError::overflow("rounded value too large to represent")),
    }
}

/// A positive number rounded to a multiple of `10**places`.
fn round_whole(x: f64, places: u32) -> f64 {
    let unit = BigUint::from(10u32).pow(places);
    let whole = Int::from_float(x).expect("finite").magnitude();
    let (quotient, rest) = whole.div_rem(&unit);
    // The unit is even, so a fraction below the rest only decides what looks like a tie.
    let order = match (rest * 2u32).cmp(&unit) {
        Ordering::Equal if x.fract() != 0.0 => Ordering::Greater,
        order => order,
    };
    let up = order == Ordering::Greater || (order == Ordering::Equal && quotient.is_odd());
    from_parts(&((quotient + u32::from(up)) * unit), 0)
}

/// `round(n, digits)` for an integer: negative digits round to powers of ten, ties to even.
pub fn round_int(n: &Int, digits: &Int) -> Int {
    if !digits.is_negative() {
        return n.clone();
    }
    let places = digits.clamp_i64().unsigned_abs();
    // Ten to this power is more than twice the number.
    if places > n.bit_length() {
        return Int::ZERO;
    }
    let unit = BigInt::from(10).pow(places as u32);
    let (quotient, rest) = n.to_big().div_mod_floor(&unit);
    let twice: BigInt = rest * 2;
    let up = match twice.cmp(&unit) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => quotient.is_odd(),
    };
    Int::from((quotient + i32::from(up)) * unit)
}

/// `x.is_integer()`.
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x == x.trunc()
}

/// `x.as_integer_ratio()`: numerator and denominator in lowest terms.
pub fn as_integer_ratio(x: f64) -> Result<(Int, Int), OpError> {
    if x.is_nan() {
        return Err(OpError::value("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(OpError::overflow(
            "cannot convert Infinity to integer ratio",
        ));
    }
    if x == 0.0 {
        return Ok((Int::ZERO, Int::ONE));
    }
    let (significand, exponent) = decompose(x.abs());
    let zeros = significand.trailing_zeros();
    let (significand, exponent) = (significand >> zeros, exponent + i64::from(zeros));
    let magnitude = BigInt::from(significand) << exponent.max(0);
    let numerator = if x < 0.0 { -magnitude } else { magnitude };
    Ok((
        Int::from(numerator),
        Int::from(BigInt::from(1) << (-exponent).max(0)),
    ))
}

/// `x.hex()`.
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let (significand, exponent) = decompose(x.abs());
    if significand == 0 {
        return format!("{sign}0x0.0p+0");
    }
    let (whole, fraction) = (significand >> 52, significand & ((1 << 52) - 1));
    format!("{sign}0x{whole}.{fraction:013x}p{:+}", exponent + 52)
}

/// `float.fromhex(text)`.
pub fn from_hex(text: &str) -> Result<f64, OpError> {
    let invalid = || OpError::value("invalid hexadecimal floating-point string");
    let text = text.trim_matches(|c: char| c == ' ' || ('\t'..='\r').contains(&c));
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let body = body.to_ascii_lowercase();
    let magnitude = match body.as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        number => {
            let value =
                hex_number(number.strip_prefix("0x").unwrap_or(number)).ok_or_else(invalid)?;
            if value.is_infinite() {
                let message = "hexadecimal value too large to represent as a float";
                return Err(OpError::overflow(message));
            }
            value
        }
    };
    Ok(if negative { -magnitude } else { magnitude })
}

/// Digits in base 16 with an optional point and binary exponent; infinite when too large.
fn hex_number(text: &str) -> Option<f64> {
    let (digits, exponent) = match text.split_once('p') {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let exponent = exponent.map_or(Some(0), binary_exponent)?;
    let significand = BigUint::from_str_radix(&all, 16).ok()?;
    match significand.is_zero() {
        true => Some(0.0),
        false => Some(from_parts(
            &significand,
            exponent - 4 * fraction.len() as i64,
        )),
    }
}

/// A signed decimal exponent, held within bounds that no float reaches.
fn binary_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let magnitude = digits.parse().unwrap_or(i64::MAX).min(1 << 40);
    Some(if text.starts_with('-') {
        -magnitude
    } else {
        magnitude
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{int, sample, show, show_pair};
    use super::*;
    use crate::oracle::{Dice, Oracle, bits, float};

    #[test]
    fn golden_texts() {
        let rows = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1e16, "1e+16"),
            (9999999999999998.0, "9999999999999998.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
            (0.1 + 0.2, "0.30000000000000004"),
            (2.5e-7, "2.5e-07"),
            (9007199254740993.0, "9007199254740992.0"),
        ];
        for (x, text) in rows {
            assert_eq!(repr(x), text);
        }
    }

    #[test]
    fn errors_read_like_cpython() {
        let rows = [
            (true_div(1.0, 0.0), "float division by zero"),
            (floor_div(1.0, 0.0), "float floor division by zero"),
            (modulo(1.0, 0.0), "float modulo by zero"),
            (pow(0.0, -1.0), "0.0 cannot be raised to a negative power"),
            (pow(10.0, 400.0), "(34, 'Numerical result out of range')"),
            (
                round(1.7e308, &int("-308")),
                "rounded value too large to represent",
            ),
            (
                from_hex("0x1p5000"),
                "hexadecimal value too large to represent as a float",
            ),
            (from_hex("0x"), "invalid hexadecimal floating-point string"),
        ];
        for (result, message) in rows {
            assert_eq!(result.unwrap_err().message, message);
        }
        assert!(pow(-8.0, 0.5).is_err());
        assert_eq!(
            round_int(&int("5"), &int("-1000000000000000000000000000000")),
            Int::ZERO
        );
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(10);
        let mut oracle = Oracle::default();
        for _ in 0..1200 {
            let (a, b) = (dice.float(), dice.float());
            let (x, y) = (float(a), float(b));
            oracle.case(format!("repr({x})"), Ok(repr(a)));
            oracle.case(format!("{x}.hex()"), Ok(hex(a)));
            oracle.case(
                format!("bits(float.fromhex({x}.hex()))"),
                from_hex(&hex(a)).map(bits),
            );
            oracle.case(format!("bits({x}//{y})"), floor_div(a, b).map(bits));
            oracle.case(format!("bits({x}%{y})"), modulo(a, b).map(bits));
            let pair = div_mod(a, b).map(|(q, r)| format!("({}, {})", repr(q), repr(r)));
            oracle.case(format!("divmod({x},{y})"), pair);
            oracle.case(format!("bits(({x})**{y})"), pow(a, b).map(bits));
            oracle.case(
                format!("{x}.as_integer_ratio()"),
                as_integer_ratio(a).map(show_pair),
            );
            let places = Int::Small(dice.below(30) as i64 - 10);
            let rounded = round(a, &places).map(bits);
            oracle.case(format!("bits(round({x},{}))", show(&places)), rounded);
            let n = sample(&mut dice);
            let rounded = round_int(&n, &places);
            oracle.case(
                format!("round({},{})", show(&n), show(&places)),
                Ok(show(&rounded)),
            );
            let half = (dice.below(20000) as f64 - 10000.0) * 5.0;
            let rounded = round(half, &Int::Small(-1)).map(bits);
            oracle.case(format!("bits(round({},-1))", float(half)), rounded);
        }
        for text in [
            "0x1.8p3",
            "1",
            ".8",
            "0x.p1",
            "-0X1P-1074",
            "0x1.fffffffffffff8p1023",
            " 1p1 ",
        ] {
            oracle.case(
                format!("bits(float.fromhex('{text}'))"),
                from_hex(text).map(bits),
            );
        }
        oracle.check();
    }
}
