//! The functions of `math` on floats, with CPython's errors.
//!
//! Each computes in the host's C library, as CPython does, except where that has no binding.

use super::erf::{erf, erfc};
use super::error::OpError;
use super::gamma::{gamma, lgamma};
use super::int::Int;
use super::ratio;
use std::f64::consts::LN_2;

/// A function of one float.
pub type Unary = fn(f64) -> Result<f64, OpError>;

/// A function of two floats.
pub type Binary = fn(f64, f64) -> Result<f64, OpError>;

/// Functions of one float, by the name they have in `math`.
pub const UNARY: [(&str, Unary); 26] = [
    ("acos", |x| defined(x, x.acos())),
    ("acosh", |x| defined(x, acosh(x))),
    ("asin", |x| defined(x, x.asin())),
    ("asinh", |x| defined(x, asinh(x))),
    ("atan", |x| defined(x, x.atan())),
    ("atanh", |x| defined(x, atanh(x))),
    ("cbrt", |x| defined(x, x.cbrt())),
    ("cos", |x| defined(x, x.cos())),
    ("cosh", |x| bounded(x, x.cosh())),
    ("degrees", |x| Ok(x * (180.0 / std::f64::consts::PI))),
    ("exp", |x| bounded(x, x.exp())),
    ("exp2", |x| bounded(x, x.exp2())),
    ("expm1", |x| bounded(x, x.exp_m1())),
    ("fabs", |x| Ok(x.abs())),
    ("gamma", gamma),
    ("lgamma", lgamma),
    ("log1p", |x| {
        defined(x, if x == 0.0 { x } else { x.ln_1p() })
    }),
    ("radians", |x| Ok(x * (std::f64::consts::PI / 180.0))),
    ("sin", |x| defined(x, x.sin())),
    ("sinh", |x| bounded(x, x.sinh())),
    ("sqrt", |x| defined(x, x.sqrt())),
    ("tan", |x| defined(x, x.tan())),
    ("tanh", |x| defined(x, x.tanh())),
    ("ulp", |x| Ok(ulp(x))),
    ("erf", |x| Ok(erf(x))),
    ("erfc", |x| Ok(erfc(x))),
];

/// Functions of two floats, by the name they have in `math`.
pub const BINARY: [(&str, Binary); 5] = [
    ("atan2", |y, x| Ok(y.atan2(x))),
    ("copysign", |x, y| Ok(x.copysign(y))),
    ("fmod", fmod),
    ("pow", pow),
    ("remainder", remainder),
];

/// The error outside a function's domain or at its pole.
#[cold]
pub(crate) fn domain() -> OpError {
    OpError::value("math domain error")
}

/// The error of a result beyond the largest float.
#[cold]
pub(crate) fn range() -> OpError {
    OpError::overflow("math range error")
}

/// The result of a function that has no finite argument with an infinite value but its poles.
fn defined(x: f64, result: f64) -> Result<f64, OpError> {
    match (result.is_nan() && !x.is_nan()) || (result.is_infinite() && x.is_finite()) {
        true => Err(domain()),
        false => Ok(result),
    }
}

/// The result of a function that grows beyond all floats.
fn bounded(x: f64, result: f64) -> Result<f64, OpError> {
    match result.is_infinite() && x.is_finite() {
        true => Err(range()),
        false => Ok(result),
    }
}

/// Beyond this, squares no longer change by adding one.
const LARGE: f64 = 268_435_456.0;

/// Inverse hyperbolic sine by the method of fdlibm, `s_asinh.c`, as the C library's.
fn asinh(x: f64) -> f64 {
    let a = x.abs();
    let result = match a {
        _ if !x.is_finite() || a < 1.0 / LARGE => return x,
        _ if a > LARGE => a.ln() + LN_2,
        _ if a > 2.0 => (2.0 * a + 1.0 / ((x * x + 1.0).sqrt() + a)).ln(),
        _ => {
            let square = x * x;
            (a + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
        }
    };
    result.copysign(x)
}

/// Inverse hyperbolic cosine by the method of fdlibm, `e_acosh.c`.
fn acosh(x: f64) -> f64 {
    match x {
        _ if x < 1.0 => f64::NAN,
        _ if x > LARGE => x.ln() + LN_2,
        _ if x > 2.0 => (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln(),
        _ => {
            let above = x - 1.0;
            (above + (2.0 * above + above * above).sqrt()).ln_1p()
        }
    }
}

/// Inverse hyperbolic tangent by the method of fdlibm, `e_atanh.c`.
fn atanh(x: f64) -> f64 {
    let a = x.abs();
    let result = match a {
        _ if a < 1.0 / LARGE => return x,
        _ if a < 0.5 => {
            let double = a + a;
            0.5 * (double + double * a / (1.0 - a)).ln_1p()
        }
        _ => 0.5 * ((a + a) / (1.0 - a)).ln_1p(),
    };
    result.copysign(x)
}

/// `math.ulp(x)`: the distance to the next float away from zero.
fn ulp(x: f64) -> f64 {
    let x = x.abs();
    match x.is_finite() {
        true if x == f64::MAX => x - x.next_down(),
        true => x.next_up() - x,
        false => x,
    }
}

fn fmod(x: f64, y: f64) -> Result<f64, OpError> {
    let result = x % y;
    match result.is_nan() && !x.is_nan() && !y.is_nan() {
        true => Err(domain()),
        false => Ok(result),
    }
}

/// Follows `math_pow_impl` of CPython 3.13, `Modules/mathmodule.c`.
fn pow(x: f64, y: f64) -> Result<f64, OpError> {
    let result = x.powf(y);
    if !x.is_finite() || !y.is_finite() || result.is_finite() {
        return Ok(result);
    }
    Err(if result.is_nan() || x == 0.0 {
        domain()
    } else {
        range()
    })
}

/// Follows `m_remainder` of CPython 3.13, `Modules/mathmodule.c`.
fn remainder(x: f64, y: f64) -> Result<f64, OpError> {
    if x.is_nan() || y.is_nan() {
        return Ok(if x.is_nan() { x } else { y });
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain());
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (a, b) = (x.abs(), y.abs());
    let rest = a % b;
    let complement = b - rest;
    let result = match rest.total_cmp(&complement) {
        std::cmp::Ordering::Less => rest,
        std::cmp::Ordering::Greater => -complement,
        std::cmp::Ordering::Equal => rest - 2.0 * ((0.5 * (a - rest)) % b),
    };
    Ok(1f64.copysign(x) * result)
}

/// Which logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// `math.log`.
    Natural,
    /// `math.log2`.
    Two,
    /// `math.log10`.
    Ten,
}

impl Log {
    /// The logarithm of a float.
    pub fn of(self, x: f64) -> Result<f64, OpError> {
        if x <= 0.0 {
            return Err(domain());
        }
        Ok(match self {
            Log::Natural => x.ln(),
            Log::Two => x.log2(),
            Log::Ten => x.log10(),
        })
    }

    /// The logarithm of an integer of any size.
    ///
    /// Follows `loghelper` of CPython 3.13, `Modules/mathmodule.c`.
    pub fn of_int(self, n: &Int) -> Result<f64, OpError> {
        if n.signum() <= 0 {
            return Err(domain());
        }
        if let Ok(x) = n.to_float() {
            return self.of(x);
        }
        let bits = n.bit_length() as i64;
        let significand = ratio::from_parts(&n.magnitude(), -bits);
        // Rounding may have carried into the next power of two.
        let (significand, carry) = ratio::frexp(significand);
        Ok(self.of(significand)? + self.of(2.0)? * (bits + carry) as f64)
    }
}

/// `math.log(x, base)` from the two natural logarithms.
pub fn log_ratio(x: f64, base: f64) -> Result<f64, OpError> {
    super::float::true_div(x, base)
}

/// `math.ldexp(x, exponent)`.
pub fn ldexp(x: f64, exponent: &Int) -> Result<f64, OpError> {
    bounded(x, ratio::ldexp(x, exponent.clamp_i64()))
}

/// `math.frexp(x)`.
pub fn frexp(x: f64) -> (f64, i64) {
    ratio::frexp(x)
}

/// `math.modf(x)`: fractional and whole part, both with the sign of `x`.
pub fn modf(x: f64) -> (f64, f64) {
    match x.is_infinite() {
        true => (0f64.copysign(x), x),
        false => (x.fract().copysign(x), x.trunc()),
    }
}

/// `math.nextafter(x, y, steps=n)` for a count of zero or more.
pub fn nextafter(x: f64, y: f64, steps: u64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    // Floats in order, as integers: neighbours differ by one, both zeros are 0.
    let place = |x: f64| {
        let bits = (x.to_bits() & (u64::MAX >> 1)) as i64;
        i128::from(if x.is_sign_negative() { -bits } else { bits })
    };
    let (from, to) = (place(x), place(y));
    if steps == 0 || from == to {
        return if steps == 0 { x } else { y };
    }
    let reached = match from < to {
        true => (from + i128::from(steps)).min(to),
        false => (from - i128::from(steps)).max(to),
    };
    let result = f64::from_bits(reached.unsigned_abs() as u64);
    match reached {
        _ if reached == to => y,
        0 => 0f64.copysign(x),
        _ => {
            if reached < 0 {
                -result
            } else {
                result
            }
        }
    }
}

/// `math.isclose(a, b, rel_tol=relative, abs_tol=absolute)`.
pub fn isclose(a: f64, b: f64, relative: f64, absolute: f64) -> Result<bool, OpError> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(OpError::value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let distance = (b - a).abs();
    Ok(
        distance <= (relative * b).abs()
            || distance <= (relative * a).abs()
            || distance <= absolute,
    )
}

/// `math.fma(x, y, z)`: `x * y + z`, rounded once.
pub fn fma(x: f64, y: f64, z: f64) -> Result<f64, OpError> {
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(OpError::value("invalid operation in fma"));
    }
    match result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        true => Err(OpError::overflow("overflow in fma")),
        false => Ok(result),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{sample, show};
    use super::*;
    use crate::oracle::{Dice, Oracle, bits, float};

    /// Adds a case that holds when ours is within two units in the last place of the host's
    /// library: another library than the one CPython is linked to may round otherwise.
    fn close(oracle: &mut Oracle, call: String, ours: Result<f64, OpError>) {
        match ours {
            Ok(x) if x.is_finite() => {
                let expression = format!("int(abs(bits({call})-({}))<=2)", bits(x));
                oracle.case(expression, Ok("1".to_owned()));
            }
            ours => oracle.case(format!("bits({call})"), ours.map(bits)),
        }
    }

    fn argument(dice: &mut Dice) -> f64 {
        match dice.below(3) {
            0 => dice.float(),
            1 => (dice.bits() as i64) as f64 / 2f64.powi(63),
            _ => (dice.bits() as i64) as f64 / 2f64.powi(55),
        }
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(11);
        let mut oracle = Oracle::default();
        for _ in 0..150 {
            for (name, function) in UNARY {
                let x = argument(&mut dice);
                close(
                    &mut oracle,
                    format!("math.{name}({})", float(x)),
                    function(x),
                );
            }
            for (name, function) in BINARY {
                let (x, y) = (argument(&mut dice), argument(&mut dice));
                let call = format!("math.{name}({},{})", float(x), float(y));
                close(&mut oracle, call, function(x, y));
            }
            others(&mut dice, &mut oracle);
        }
        oracle.check();
    }

    fn others(dice: &mut Dice, oracle: &mut Oracle) {
        let (x, y) = (argument(dice), argument(dice));
        let (a, b) = (float(x), float(y));
        let n = sample(dice);
        let big = n.shift_left(&Int::Small(dice.below(1500) as i64)).unwrap();
        for (log, name) in [
            (Log::Natural, "log"),
            (Log::Two, "log2"),
            (Log::Ten, "log10"),
        ] {
            close(oracle, format!("math.{name}({a})"), log.of(x));
            close(
                oracle,
                format!("math.{name}({})", show(&big)),
                log.of_int(&big),
            );
        }
        let exponent = Int::Small(dice.below(2400) as i64 - 1200);
        let call = format!("bits(math.ldexp({a},{}))", show(&exponent));
        oracle.case(call, ldexp(x, &exponent).map(bits));
        let (m, e) = frexp(x);
        oracle.case(format!("bits(math.frexp({a})[0])"), Ok(bits(m)));
        oracle.case(format!("math.frexp({a})[1]"), Ok(e.to_string()));
        let (fraction, whole) = modf(x);
        oracle.case(format!("bits(math.modf({a})[0])"), Ok(bits(fraction)));
        oracle.case(format!("bits(math.modf({a})[1])"), Ok(bits(whole)));
        oracle.case(
            format!("bits(math.nextafter({a},{b}))"),
            Ok(bits(nextafter(x, y, 1))),
        );
        let tolerance = dice.pick(&[1e-9, 0.5, 1.0]);
        let answer = isclose(x, y, tolerance, 0.0).map(|b| u8::from(b).to_string());
        oracle.case(
            format!("int(math.isclose({a},{b},rel_tol={tolerance:e}))"),
            answer,
        );
    }

    #[test]
    fn golden() {
        let one_up = 1.0 + 3.0 * f64::EPSILON;
        assert_eq!(nextafter(1.0, 2.0, 3), one_up);
        assert_eq!(nextafter(1.0, 2.0, 0), 1.0);
        assert_eq!(nextafter(0.0, -1.0, 1), -5e-324);
        assert_eq!(
            fma(1e308, 10.0, 0.0).unwrap_err().message,
            "overflow in fma"
        );
        assert_eq!(
            log_ratio(1.0, 0.0).unwrap_err().message,
            "float division by zero"
        );
    }
}
