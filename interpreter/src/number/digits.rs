//! Decimal digits of floats, in the notations that Python prints.

use super::MAX_TEXT;
use super::error::OpError;

/// No float has more digits than this after the point, so all further ones are zeros.
const MOST_DIGITS: usize = 1100;

/// How digits are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// As `%e`: one digit before the point, `precision` after it, an exponent.
    Exponent,
    /// As `%f`: `precision` digits after the point.
    Fixed,
    /// As `%g`: `precision` digits in all, an exponent where that is shorter.
    General,
    /// As `repr`: the fewest digits that read back as the same float.
    Shortest,
}

/// A layout of the digits of a float's absolute value.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The notation.
    pub notation: Notation,
    /// Digits after the point, or in all for [`Notation::General`].
    pub precision: usize,
    /// `#`: keep the point, and in General its trailing zeros.
    pub alternate: bool,
    /// Whether a number without exponent always gets a point, as `1.0`.
    pub point_zero: bool,
}

/// Decimal digits without sign; the point stands before digit number `point`.
struct Digits {
    text: String,
    point: i64,
}

impl Layout {
    /// What `repr` uses.
    pub const REPR: Layout = Layout {
        notation: Notation::Shortest,
        precision: 0,
        alternate: false,
        point_zero: true,
    };

    /// The text of `x.abs()`; `x` must be finite.
    ///
    /// Follows `format_float_short` of CPython 3.13, `Python/pystrtod.c`.
    pub fn apply(self, x: f64) -> Result<String, OpError> {
        if self.precision as u64 > MAX_TEXT {
            return Err(OpError::memory());
        }
        let x = x.abs();
        let precision = self.precision;
        Ok(match self.notation {
            Notation::Fixed => self.fixed(x),
            Notation::Exponent => {
                let digits = Digits::exact(x, precision + 1);
                self.exponent(&digits, precision + 1)
            }
            Notation::General => {
                let precision = precision.max(1);
                let digits = Digits::exact(x, precision);
                let last = precision as i64 - i64::from(self.point_zero);
                let least = if self.alternate { precision } else { 1 };
                self.general(digits, last, least)
            }
            Notation::Shortest => self.general(Digits::shortest(x), 16, 1),
        })
    }

    fn general(self, mut digits: Digits, last: i64, least: usize) -> String {
        if !self.alternate {
            digits
                .text
                .truncate(digits.text.trim_end_matches('0').len().max(1));
        }
        match digits.point <= -4 || digits.point > last {
            true => self.exponent(&digits, least),
            false => self.plain(&digits, least),
        }
    }

    fn fixed(self, x: f64) -> String {
        let mut text = format!("{x:.*}", self.precision.min(MOST_DIGITS));
        pad(&mut text, self.precision.saturating_sub(MOST_DIGITS));
        if self.precision == 0 && self.alternate {
            text.push('.');
        }
        text
    }

    /// `digits` with an exponent, filled with zeros to `least` digits.
    fn exponent(self, digits: &Digits, least: usize) -> String {
        let (first, rest) = digits.text.split_at(1);
        let mut text = first.to_owned();
        let zeros = least.saturating_sub(digits.text.len());
        if !rest.is_empty() || zeros > 0 || self.alternate {
            text.push('.');
        }
        text.push_str(rest);
        pad(&mut text, zeros);
        let exponent = digits.point - 1;
        let sign = if exponent < 0 { '-' } else { '+' };
        text.push_str(&format!("e{sign}{:02}", exponent.abs()));
        text
    }

    /// `digits` without exponent, filled with zeros to `least` digits.
    fn plain(self, digits: &Digits, least: usize) -> String {
        let mut text = String::with_capacity(digits.text.len() + 6);
        let all = &digits.text;
        let zeros = least.saturating_sub(all.len());
        if digits.point <= 0 {
            text.push_str("0.");
            pad(&mut text, -digits.point as usize);
            text.push_str(all);
            pad(&mut text, zeros);
            return text;
        }
        let point = digits.point as usize;
        let (whole, fraction) = all.split_at(point.min(all.len()));
        text.push_str(whole);
        pad(&mut text, point - whole.len());
        let zeros = zeros.saturating_sub(point - whole.len());
        match fraction.is_empty() && zeros == 0 {
            true if self.point_zero => text.push_str(".0"),
            true if self.alternate => text.push('.'),
            true => {}
            false => {
                text.push('.');
                text.push_str(fraction);
                pad(&mut text, zeros);
            }
        }
        text
    }
}

fn pad(text: &mut String, zeros: usize) {
    text.extend(std::iter::repeat_n('0', zeros));
}

impl Digits {
    /// `count` digits, correctly rounded; fewer where only zeros would follow.
    fn exact(x: f64, count: usize) -> Digits {
        Digits::from_scientific(&format!("{x:.*e}", (count - 1).min(MOST_DIGITS)))
    }

    fn shortest(x: f64) -> Digits {
        let mut buffer = zmij::Buffer::new();
        Digits::from_scientific(buffer.format_finite(x))
    }

    /// Reads `12.5`, `1.25e1` and the like.
    fn from_scientific(text: &str) -> Digits {
        let (number, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let exponent: i64 = exponent.parse().expect("an exponent");
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        if digits.is_empty() {
            return Digits {
                text: all,
                point: 1,
            };
        }
        let point = whole.len() as i64 - (all.len() - digits.len()) as i64 + exponent;
        Digits {
            text: digits.to_owned(),
            point,
        }
    }
}
