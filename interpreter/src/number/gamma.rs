//! `math.gamma` and `math.lgamma`, by the method and constants CPython uses, so that the bits agree.
//!
//! Follows `m_tgamma` and `m_lgamma` of CPython 3.13, `Modules/mathmodule.c`.

use super::error::OpError;
use super::math::{domain, range};
use std::f64::consts::PI;

/// Shift of the Lanczos approximation.
const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;

#[expect(clippy::excessive_precision, reason = "as published")]
/// Coefficients of its numerator and denominator, from the lowest power.
const LANCZOS: [(f64, f64); 13] = [
    (23531376880.410759688572007674451636754734846804940, 0.0),
    (
        42919803642.649098768957899047001988850926355848959,
        39916800.0,
    ),
    (
        35711959237.355668049440185451547166705960488635843,
        120543840.0,
    ),
    (
        17921034426.037209699919755754458931112671403265390,
        150917976.0,
    ),
    (
        6039542586.3520280050642916443072979210699388420708,
        105258076.0,
    ),
    (
        1439720407.3117216736632230727949123939715485786372,
        45995730.0,
    ),
    (
        248874557.86205415651146038641322942321632125127801,
        13339535.0,
    ),
    (
        31426415.585400194380614231628318205362874684987640,
        2637558.0,
    ),
    (
        2876370.6289353724412254090516208496135991145378768,
        357423.0,
    ),
    (186056.26539522349504029498971604569928220784236328, 32670.0),
    (8071.6720023658162106380029022722506138218516325024, 1925.0),
    (210.82427775157934587250973392071336271166969580291, 66.0),
    (2.5066282746310002701649081771338373386264310793408, 1.0),
];

fn lanczos_sum(x: f64) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    if x < 5.0 {
        for (a, b) in LANCZOS.iter().rev() {
            numerator = numerator * x + a;
            denominator = denominator * x + b;
        }
    } else {
        for (a, b) in LANCZOS {
            numerator = numerator / x + a;
            denominator = denominator / x + b;
        }
    }
    numerator / denominator
}

/// `sin(pi * x)`, accurate also for large `x`.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let result = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * result
}

fn is_whole(x: f64) -> bool {
    x == x.floor()
}

/// `math.gamma(x)`.
pub fn gamma(x: f64) -> Result<f64, OpError> {
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY {
            Err(domain())
        } else {
            Ok(x)
        };
    }
    if x == 0.0 || (x < 0.0 && is_whole(x)) {
        return Err(domain());
    }
    let a = x.abs();
    if is_whole(x) && x <= 23.0 {
        return Ok((1..x as u64).fold(1.0, |product, n| product * n as f64));
    }
    if a < 1e-20 {
        let result = 1.0 / x;
        return if result.is_infinite() {
            Err(range())
        } else {
            Ok(result)
        };
    }
    if a > 200.0 {
        return if x < 0.0 {
            Ok(0.0 / sin_pi(x))
        } else {
            Err(range())
        };
    }
    let result = finite_gamma(x, a);
    if result.is_infinite() {
        Err(range())
    } else {
        Ok(result)
    }
}

/// Gamma of a number that is neither tiny nor so large that only its limits matter.
fn finite_gamma(x: f64, a: f64) -> f64 {
    let y = a + G_MINUS_HALF;
    // The rounding error of y, of which the powers below need to know.
    let lost = if a > G_MINUS_HALF {
        (y - a) - G_MINUS_HALF
    } else {
        (y - G_MINUS_HALF) - a
    };
    let z = lost * G / y;
    let power = if a < 140.0 {
        y.powf(a - 0.5)
    } else {
        y.powf(a / 2.0 - 0.25)
    };
    if x < 0.0 {
        let mut result = -PI / sin_pi(a) / a * y.exp() / lanczos_sum(a);
        result -= z * result;
        if a < 140.0 {
            result / power
        } else {
            result / power / power
        }
    } else {
        let mut result = lanczos_sum(a) / y.exp();
        result += z * result;
        if a < 140.0 {
            result * power
        } else {
            result * power * power
        }
    }
}

/// `math.lgamma(x)`: the logarithm of gamma's absolute value.
pub fn lgamma(x: f64) -> Result<f64, OpError> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if is_whole(x) && x <= 2.0 {
        return if x <= 0.0 { Err(domain()) } else { Ok(0.0) };
    }
    let a = x.abs();
    if a < 1e-20 {
        return Ok(-a.ln());
    }
    let mut result = lanczos_sum(a).ln() - G;
    result += (a - 0.5) * ((a + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        const LOG_PI: f64 = 1.144_729_885_849_400_2;
        result = LOG_PI - sin_pi(a).abs().ln() - a.ln() - result;
    }
    if result.is_infinite() {
        Err(range())
    } else {
        Ok(result)
    }
}
