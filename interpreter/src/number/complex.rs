//! Complex numbers: pairs of floats, as `complex` has them. What spells one is read in `strings::parse`.

use super::{OpError, float};
use std::ops::{Add, Mul, Neg, Sub};

/// A complex number.
#[derive(Clone, Copy, Debug)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl From<f64> for Complex {
    fn from(re: f64) -> Complex {
        Complex { re, im: 0.0 }
    }
}

/// By bits: constants of one value in the sense of `==` may differ in the sign of a zero.
impl PartialEq for Complex {
    fn eq(&self, other: &Complex) -> bool {
        self.bits() == other.bits()
    }
}

impl Eq for Complex {}

impl Complex {
    /// One.
    const ONE: Complex = Complex { re: 1.0, im: 0.0 };

    /// The number with these parts.
    pub fn new(re: f64, im: f64) -> Complex {
        Complex { re, im }
    }

    /// The bits of both parts.
    pub fn bits(self) -> (u64, u64) {
        (self.re.to_bits(), self.im.to_bits())
    }

    /// Whether the two are one number in the sense of `==`.
    pub fn equals(self, other: Complex) -> bool {
        self.re == other.re && self.im == other.im
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.re == 0.0 && self.im == 0.0
    }

    /// `a / b`; None for a division by zero. Divides by the greater part of `b` first, so that neither
    /// square overflows (R. Smith, "Algorithm 116: Complex division", 1962), as CPython does.
    fn quotient(self, other: Complex) -> Option<Complex> {
        let (wide, high) = (other.re.abs(), other.im.abs());
        if wide >= high {
            if wide == 0.0 {
                return None;
            }
            let ratio = other.im / other.re;
            let below = other.re + other.im * ratio;
            let re = (self.re + self.im * ratio) / below;
            return Some(Complex::new(re, (self.im - self.re * ratio) / below));
        }
        if high >= wide {
            let ratio = other.re / other.im;
            let below = other.re * ratio + other.im;
            let re = (self.re * ratio + self.im) / below;
            return Some(Complex::new(re, (self.im * ratio - self.re) / below));
        }
        Some(Complex::new(f64::NAN, f64::NAN))
    }

    /// `a / b`.
    pub fn divided_by(self, other: Complex) -> Result<Complex, OpError> {
        let quotient = self.quotient(other);
        quotient.ok_or_else(|| OpError::zero_division("complex division by zero"))
    }

    /// `a.conjugate()`.
    pub fn conjugate(self) -> Complex {
        Complex::new(self.re, -self.im)
    }

    /// `abs(a)`.
    pub fn abs(self) -> Result<f64, OpError> {
        let length = self.re.hypot(self.im);
        match length.is_infinite() && self.re.is_finite() && self.im.is_finite() {
            true => Err(OpError::overflow("absolute value too large")),
            false => Ok(length),
        }
    }

    /// `a ** b`. Small whole exponents are multiplied out, as in `complex_pow` of CPython 3.13,
    /// `Objects/complexobject.c`.
    pub fn pow(self, other: Complex) -> Result<Complex, OpError> {
        let is_small = other.re.abs() <= 100.0 && other.re == other.re.floor();
        let power = match other.im == 0.0 && is_small {
            true => self.whole_power(other.re as i32),
            false => self.polar_power(other),
        };
        let message = "0.0 to a negative or complex power";
        let power = power.ok_or_else(|| OpError::zero_division(message))?;
        match power.re.is_infinite() || power.im.is_infinite() {
            true => Err(OpError::overflow("complex exponentiation")),
            false => Ok(power),
        }
    }

    fn whole_power(self, exponent: i32) -> Option<Complex> {
        let (mut power, mut square, mut rest) = (Complex::ONE, self, exponent.unsigned_abs());
        while rest > 0 {
            if rest & 1 == 1 {
                power = power * square;
            }
            rest >>= 1;
            square = square * square;
        }
        match exponent > 0 {
            true => Some(power),
            false => Complex::ONE.quotient(power),
        }
    }

    fn polar_power(self, exponent: Complex) -> Option<Complex> {
        if exponent.is_zero() {
            return Some(Complex::ONE);
        }
        if self.is_zero() {
            let is_defined = exponent.im == 0.0 && exponent.re >= 0.0;
            return is_defined.then(|| Complex::new(0.0, 0.0));
        }
        let (length, angle) = (self.re.hypot(self.im), self.im.atan2(self.re));
        let (mut far, mut turn) = (length.powf(exponent.re), angle * exponent.re);
        if exponent.im != 0.0 {
            far *= (-angle * exponent.im).exp();
            turn += exponent.im * length.ln();
        }
        Some(Complex::new(far * turn.cos(), far * turn.sin()))
    }

    /// `repr(a)`: without parentheses where there is no real part.
    pub fn repr(self) -> String {
        let im = short(self.im);
        if self.re == 0.0 && self.re.is_sign_positive() {
            return format!("{im}j");
        }
        let sign = if im.starts_with('-') { "" } else { "+" };
        format!("({}{sign}{im}j)", short(self.re))
    }
}

impl Add for Complex {
    type Output = Complex;

    fn add(self, other: Complex) -> Complex {
        Complex::new(self.re + other.re, self.im + other.im)
    }
}

impl Sub for Complex {
    type Output = Complex;

    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.re - other.re, self.im - other.im)
    }
}

impl Mul for Complex {
    type Output = Complex;

    fn mul(self, other: Complex) -> Complex {
        Complex::new(
            self.re * other.re - self.im * other.im,
            self.re * other.im + self.im * other.re,
        )
    }
}

impl Neg for Complex {
    type Output = Complex;

    fn neg(self) -> Complex {
        Complex::new(-self.re, -self.im)
    }
}

/// A part as `repr` shows it: a whole number has no point.
fn short(x: f64) -> String {
    let text = float::repr(x);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::Complex;

    #[test]
    fn powers() {
        let check = |base: Complex, exponent: Complex, shown: &str| {
            let power = base.pow(exponent).map(Complex::repr);
            assert_eq!(power.unwrap_or_else(|error| error.message), shown);
        };
        let z = Complex::new(1.0, 2.0);
        check(z, 2.0.into(), "(-3+4j)");
        check(z, (-2.0).into(), "(-0.12-0.16j)");
        check(z, 0.5.into(), "(1.272019649514069+0.7861513777574233j)");
        check(
            (-8.0).into(),
            0.5.into(),
            "(1.7319121124709868e-16+2.8284271247461903j)",
        );
        check(0.0.into(), z, "0.0 to a negative or complex power");
        check(
            Complex::new(0.0, 1e200),
            2.0.into(),
            "complex exponentiation",
        );
    }
}
